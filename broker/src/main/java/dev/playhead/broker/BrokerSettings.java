package dev.playhead.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The settings of a broker that shares a JVM with the services it carries: few threads, small buffers, no waiting for
 * members or replicas that will never come.
 */
final class BrokerSettings {
    static final String HOST = "127.0.0.1";
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String BROKER_LISTENER = "PLAINTEXT";

    private static final int MIB = 1024 * 1024;
    /** The least Kafka accepts: internal topics are compacted by segment, and tiny here. */
    static final String INTERNAL_SEGMENT = text(MIB);
    /** The default of 128 MiB is held from the start; the compacted topics here have a few hundred keys. */
    private static final int DEDUPE_BUFFER_BYTES = 4 * MIB;
    /** An index is mapped at its full size for each open segment; this one serves segments of 1 GiB. */
    private static final int INDEX_BYTES = MIB;
    /**
     * Of each partition, besides the segment that is written. Fifty restless viewers write 8 MiB a minute into all of them
     * together; whoever opens streams and drops them as fast as he can would fill the disk. Nothing here has to last.
     */
    private static final int RETENTION_BYTES = 64 * MIB;
    /** The default of 500 ms writes two records a second for replicas that wait for them; there are none. */
    private static final int METADATA_IDLE_MILLIS = 5000;
    /** The default of 5 s would be what the first command after a start waits. */
    private static final int SHARE_HEARTBEAT_MILLIS = 500;

    private BrokerSettings() {}

    static Map<String, String> of(Path logs, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(identity(logs, port, controllerPort));
        settings.putAll(internalTopics());
        settings.putAll(latency());
        settings.putAll(size());
        return settings;
    }

    private static Map<String, String> identity(Path logs, int port, int controllerPort) {
        String broker = BROKER_LISTENER + "://" + HOST + ":" + port;
        String controller = HOST + ":" + controllerPort;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                text(NODE_ID),
                "listeners",
                broker + "," + CONTROLLER_LISTENER + "://" + controller,
                "advertised.listeners",
                broker,
                "inter.broker.listener.name",
                BROKER_LISTENER,
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "listener.security.protocol.map",
                BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
                "controller.quorum.voters",
                NODE_ID + "@" + controller,
                "log.dirs",
                logs.toString(),
                "auto.create.topics.enable",
                "false");
    }

    private static Map<String, String> internalTopics() {
        Map<String, String> settings = new HashMap<>();
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.segment.bytes", INTERNAL_SEGMENT);
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.segment.bytes", INTERNAL_SEGMENT);
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.segment.bytes", INTERNAL_SEGMENT);
        return settings;
    }

    private static Map<String, String> latency() {
        Map<String, String> settings = new HashMap<>();
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.coordinator.append.linger.ms", "0");
        settings.put("share.coordinator.append.linger.ms", "0");
        // A member of a share group learns of its partitions in the answer to a heartbeat.
        settings.put("group.share.heartbeat.interval.ms", text(SHARE_HEARTBEAT_MILLIS));
        settings.put("group.share.min.heartbeat.interval.ms", text(SHARE_HEARTBEAT_MILLIS));
        settings.put("group.share.assignment.interval.ms", "0");
        settings.put("group.share.min.assignment.interval.ms", "0");
        // Without it the next start waits for the session of the broker that left: 12 to 15 s.
        settings.put("controlled.shutdown.enable", "true");
        return settings;
    }

    private static Map<String, String> size() {
        Map<String, String> settings = new HashMap<>();
        settings.put("num.network.threads", "1");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "1");
        settings.put("num.replica.fetchers", "1");
        settings.put("num.recovery.threads.per.data.dir", "1");
        settings.put("group.coordinator.threads", "1");
        settings.put("share.coordinator.threads", "1");
        settings.put("log.cleaner.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", text(DEDUPE_BUFFER_BYTES));
        settings.put("log.index.size.max.bytes", text(INDEX_BYTES));
        settings.put("log.segment.bytes", text(16 * MIB));
        settings.put("log.retention.bytes", text(RETENTION_BYTES));
        settings.put("metadata.log.segment.bytes", text(8 * MIB));
        settings.put("metadata.max.idle.interval.ms", text(METADATA_IDLE_MILLIS));
        return settings;
    }

    private static String text(int value) {
        return Integer.toString(value);
    }
}
