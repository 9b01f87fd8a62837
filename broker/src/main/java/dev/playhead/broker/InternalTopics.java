package dev.playhead.broker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.internals.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics in which the broker keeps its groups, made as it would make them when first missed.
 *
 * <p>Missing them costs the first share group a retry after two seconds, which would be the first thing a viewer waits
 * for after a start.
 */
final class InternalTopics {
    private static final Logger LOG = LoggerFactory.getLogger(InternalTopics.class);
    private static final int TIMEOUT_SECONDS = 5;

    private InternalTopics() {}

    /** Makes them; blocks. What does not succeed here the broker does later. */
    static void create(String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG,
                "",
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false);
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(
                            topic(Topic.GROUP_METADATA_TOPIC_NAME)
                                    .configs(Map.of(
                                            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
                                            TopicConfig.COMPRESSION_TYPE_CONFIG, "producer",
                                            TopicConfig.SEGMENT_BYTES_CONFIG, BrokerSettings.INTERNAL_SEGMENT)),
                            topic(Topic.SHARE_GROUP_STATE_TOPIC_NAME)
                                    .configs(Map.of(
                                            TopicConfig.CLEANUP_POLICY_CONFIG,
                                            TopicConfig.CLEANUP_POLICY_DELETE,
                                            TopicConfig.RETENTION_MS_CONFIG,
                                            "-1",
                                            TopicConfig.COMPRESSION_TYPE_CONFIG,
                                            "producer",
                                            TopicConfig.SEGMENT_BYTES_CONFIG,
                                            BrokerSettings.INTERNAL_SEGMENT))))
                    .all()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.atWarn().setCause(e).log("The broker's own topics are not made yet; it makes them when first missed");
        }
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, 1, (short) 1);
    }
}
