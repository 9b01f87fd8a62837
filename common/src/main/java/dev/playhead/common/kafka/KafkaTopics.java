package dev.playhead.common.kafka;

import dev.playhead.common.model.Lane;
import dev.playhead.common.topic.Topic;
import dev.playhead.common.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics and the lanes' groups; what exists stays as it is, so any number of services may do it at once. */
final class KafkaTopics {
    /** Someone has to come and look at them. */
    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(7);
    /** Retention drops whole segments, so they must be small where little is written and all of it is short-lived. */
    private static final int SEGMENT_BYTES = 4 * 1024 * 1024;

    private static final Duration SEGMENT_AGE = Duration.ofMinutes(10);
    /**
     * A share group deals partitions out evenly, so a member sees some of them only; all see the one there is. Commands
     * of a lane need no order among them.
     */
    private static final int LANE_PARTITIONS = 1;

    private KafkaTopics() {}

    /** Returns the share group of a lane's fetchers. */
    static String laneGroup(Lane lane) {
        return "playhead-fetchers-" + lane.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Makes what is missing. Blocks, until the client is closed at the latest. Worker.
     *
     * @return how many partitions each topic has
     * @throws IllegalStateException if topics exist whose partitions differ in number, so that an origin would have no
     *     one owner
     */
    static Map<String, Integer> ensure(Admin admin, KafkaConfig config)
            throws ExecutionException, InterruptedException {
        create(admin, config);
        startLanesAtTheBeginning(admin);
        return check(partitions(admin));
    }

    private static void create(Admin admin, KafkaConfig config) throws ExecutionException, InterruptedException {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic<?> topic : Topics.partitionedByOrigin()) {
            topics.add(topic(topic.name(), config.partitions(), topic.retention(), config));
        }
        for (Lane lane : Lane.values()) {
            Topic<?> topic = Topics.fetch(lane);
            topics.add(topic(topic.name(), LANE_PARTITIONS, topic.retention(), config));
        }
        topics.add(topic(Topics.DEAD_LETTERS, 1, DEAD_LETTER_RETENTION, config));
        for (KafkaFuture<Void> created : admin.createTopics(topics).values().values()) {
            try {
                created.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private static NewTopic topic(String name, int partitions, Duration retention, KafkaConfig config) {
        return new NewTopic(name, partitions, (short) config.replicationFactor())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()),
                        TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(SEGMENT_BYTES),
                        TopicConfig.SEGMENT_MS_CONFIG, Long.toString(SEGMENT_AGE.toMillis())));
    }

    private static Map<String, Integer> partitions(Admin admin) throws ExecutionException, InterruptedException {
        List<String> names = Stream.concat(Topics.all().stream().map(Topic::name), Stream.of(Topics.DEAD_LETTERS))
                .toList();
        Map<String, Integer> counts = new TreeMap<>();
        admin.describeTopics(names)
                .allTopicNames()
                .get()
                .forEach((name, topic) -> counts.put(name, topic.partitions().size()));
        return counts;
    }

    private static Map<String, Integer> check(Map<String, Integer> counts) {
        long different = Topics.partitionedByOrigin().stream()
                .map(topic -> counts.get(topic.name()))
                .distinct()
                .count();
        if (different > 1) {
            throw new IllegalStateException(
                    Topics.partitionedByOrigin() + " must have equally many partitions, but have " + counts);
        }
        return counts;
    }

    /** A command may be published before the first fetcher ever came; an old one is idempotent and soon done. */
    private static void startLanesAtTheBeginning(Admin admin) throws ExecutionException, InterruptedException {
        AlterConfigOp fromTheBeginning =
                new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Stream.of(Lane.values())
                        .collect(Collectors.toMap(
                                lane -> new ConfigResource(ConfigResource.Type.GROUP, laneGroup(lane)),
                                lane -> List.of(fromTheBeginning))))
                .all()
                .get();
    }
}
