package dev.playhead.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionsTest {

    /** Murmur2 of the bytes as Kafka's own UtilsTest has it. */
    @ParameterizedTest
    @CsvSource({"21, -973932308", "foobar, -790332482", "a-little-bit-long-string, -985981536"})
    void placesAKeyWhereKafkasOwnPartitionerDoes(String key, int murmur) {
        assertThat(Partitions.of(key, 7)).isEqualTo((murmur & 0x7fffffff) % 7);
    }
}
