package dev.playhead.common.kafka;

import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigKey;
import dev.playhead.common.config.ConfigType;
import java.util.List;

/**
 * Where Kafka is and how the topics are made.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param partitions of every topic; origins are spread over them, and a scheduler owns whole partitions
 * @param replicationFactor of every topic
 */
public record KafkaConfig(String bootstrapServers, int partitions, int replicationFactor) {
    public static final ConfigKey<String> BOOTSTRAP_SERVERS = new ConfigKey<>(
            "kafka.bootstrap-servers", ConfigType.TEXT, "localhost:9092", "Kafka brokers, host:port, comma-separated");
    public static final ConfigKey<Integer> PARTITIONS = new ConfigKey<>(
            "kafka.partitions",
            ConfigType.integer(1, 1024),
            4,
            "Partitions of every topic that does not exist yet; at least as many as schedulers");
    public static final ConfigKey<Integer> REPLICATION_FACTOR = new ConfigKey<>(
            "kafka.replication-factor", ConfigType.integer(1, 16), 1, "Copies of every topic that does not exist yet");
    public static final List<ConfigKey<?>> KEYS = List.of(BOOTSTRAP_SERVERS, PARTITIONS, REPLICATION_FACTOR);

    public static KafkaConfig from(Config config) {
        return new KafkaConfig(config.get(BOOTSTRAP_SERVERS), config.get(PARTITIONS), config.get(REPLICATION_FACTOR));
    }

    /** Returns the same for a broker elsewhere, such as an embedded one. */
    public KafkaConfig at(String otherBootstrapServers) {
        return new KafkaConfig(otherBootstrapServers, partitions, replicationFactor);
    }
}
