package dev.playhead.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.config.Config;
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

    @Test
    void onePartitionIsEnoughForAnEmbeddedBrokerUnlessSomebodySaysSo() {
        // Given
        Config untouched = new ConfigLoader(KafkaConfig.KEYS).load(null, Map.of(), Map.of());
        Config eight =
                new ConfigLoader(KafkaConfig.KEYS).load(null, Map.of("PLAYHEAD_KAFKA_PARTITIONS", "8"), Map.of());

        // Then
        assertThat(KafkaConfig.embedded(untouched, "127.0.0.1:1")).isEqualTo(new KafkaConfig("127.0.0.1:1", 1, 1));
        assertThat(KafkaConfig.embedded(eight, "127.0.0.1:1")).isEqualTo(new KafkaConfig("127.0.0.1:1", 8, 1));
    }
}
