package dev.playhead.common.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The settings of every Kafka client, with the reason where they are not Kafka's own. */
final class ClientSettings {
    /** A call that takes longer is taken back: whoever made it has a plan for that. */
    static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(2);

    /** A poll of the group holds commits, pauses and resumes up while nothing arrives. */
    static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private static final int MAX_BLOCK_MILLIS = 200;
    private static final int PRODUCER_REQUEST_MILLIS = 1500;
    private static final int API_MILLIS = 5000;
    private static final int ADMIN_REQUEST_MILLIS = 3000;
    /**
     * An empty fetch comes back this late; records come at once. Each costs CPU on both sides, so the default of 500 is
     * dear when nothing happens. But a partition that was just assigned, resumed or found its leader again is fetched
     * only when the fetch under way is back, and a farewell waits for it too: 5000 was felt after each broker restart.
     */
    private static final int IDLE_FETCH_MILLIS = 1000;
    /** The least a broker allows: a scheduler that was killed must be replaced within eight seconds. */
    private static final int SESSION_MILLIS = 6000;

    /** A member learns by a heartbeat that another has gone, and misses wait for whoever takes over. */
    private static final int HEARTBEAT_MILLIS = 500;

    private ClientSettings() {}

    static Map<String, Object> admin(KafkaConfig config) {
        Map<String, Object> settings = common(config);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_MILLIS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_REQUEST_MILLIS);
        return settings;
    }

    /** Idempotent, so that a retry neither doubles nor reorders a partition's records. */
    static Map<String, Object> producer(KafkaConfig config) {
        Map<String, Object> settings = common(config);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PRODUCER_REQUEST_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_TIMEOUT.toMillis());
        // A topic once known stays known: looking it up again would block while the broker is away.
        settings.put(
                ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(24).toMillis());
        settings.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
        return settings;
    }

    static Map<String, Object> group(KafkaConfig config, String group) {
        Map<String, Object> settings = consumer(config);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        // Equal partition numbers of all topics go to one member.
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        return settings;
    }

    static Map<String, Object> follower(KafkaConfig config) {
        return consumer(config);
    }

    /** One record at a time, so that a command is with whoever has a slot and with nobody else. */
    static Map<String, Object> lane(KafkaConfig config, String group) {
        Map<String, Object> settings = common(config);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        settings.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, IDLE_FETCH_MILLIS);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_MILLIS);
        // A fetcher whose slots are all taken does not poll, and is not dead.
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int)
                Duration.ofDays(1).toMillis());
        return settings;
    }

    private static Map<String, Object> consumer(KafkaConfig config) {
        Map<String, Object> settings = common(config);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Positions are repeated each second and what is stored is read from the store: the past says nothing.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, IDLE_FETCH_MILLIS);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_MILLIS);
        return settings;
    }

    private static Map<String, Object> common(KafkaConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.putAll(config.security().clientSettings());
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }
}
