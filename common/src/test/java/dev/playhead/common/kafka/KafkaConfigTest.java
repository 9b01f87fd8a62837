package dev.playhead.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.config.ConfigException;
import dev.playhead.common.config.ConfigLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConfigTest {

    @Test
    void hasDefaultsForABrokerOnThisMachine() {
        assertThat(KafkaConfig.from(new ConfigLoader(KafkaConfig.KEYS).load(null, Map.of(), Map.of())))
                .isEqualTo(new KafkaConfig("localhost:9092", 4, 1));
    }

    @Test
    void namesTheKeyOfAWrongPartitionCount() {
        assertThatThrownBy(() -> new ConfigLoader(KafkaConfig.KEYS)
                        .load(null, Map.of("PLAYHEAD_KAFKA_PARTITIONS", "0"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kafka.partitions")
                .hasMessageContaining("'0'");
    }
}
