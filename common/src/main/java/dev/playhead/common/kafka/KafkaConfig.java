package dev.playhead.common.kafka;

import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigKey;
import dev.playhead.common.config.ConfigType;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where Kafka is, how it is talked to and how the topics are made.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param partitions of every topic; origins are spread over them, and a scheduler owns whole partitions
 * @param replicationFactor of every topic
 * @param security what brokers and clients prove to each other
 */
public record KafkaConfig(String bootstrapServers, int partitions, int replicationFactor, KafkaSecurity security) {
    public static final ConfigKey<String> BOOTSTRAP_SERVERS = new ConfigKey<>(
            "kafka.bootstrap-servers", ConfigType.TEXT, "localhost:9092", "Kafka brokers, host:port, comma-separated");
    public static final ConfigKey<Integer> PARTITIONS = new ConfigKey<>(
            "kafka.partitions",
            ConfigType.integer(1, 1024),
            4,
            "Partitions of every topic that does not exist yet; at least as many as schedulers");
    public static final ConfigKey<Integer> REPLICATION_FACTOR = new ConfigKey<>(
            "kafka.replication-factor", ConfigType.integer(1, 16), 1, "Copies of every topic that does not exist yet");
    public static final List<ConfigKey<?>> KEYS = Stream.concat(
                    Stream.of(BOOTSTRAP_SERVERS, PARTITIONS, REPLICATION_FACTOR), KafkaSecurity.KEYS.stream())
            .toList();

    /** A broker that asks nobody who they are. */
    public KafkaConfig(String bootstrapServers, int partitions, int replicationFactor) {
        this(bootstrapServers, partitions, replicationFactor, KafkaSecurity.NONE);
    }

    public static KafkaConfig from(Config config) {
        return new KafkaConfig(
                config.get(BOOTSTRAP_SERVERS),
                config.get(PARTITIONS),
                config.get(REPLICATION_FACTOR),
                KafkaSecurity.from(config));
    }

    /**
     * Returns the same for a broker inside a process that brings its only scheduler along, and asks nobody who they are.
     * Unless somebody wants it otherwise one partition will do there: each costs the start a log, and every reader a
     * position.
     */
    public static KafkaConfig embedded(Config config, String bootstrapServers) {
        int partitions = config.get(PARTITIONS);
        int enough = partitions == PARTITIONS.fallback() ? 1 : partitions;
        return new KafkaConfig(bootstrapServers, enough, config.get(REPLICATION_FACTOR));
    }
}
