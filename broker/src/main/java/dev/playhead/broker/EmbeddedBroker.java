package dev.playhead.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker inside this JVM: one node, broker and controller, on the loopback interface. Thread-safe.
 *
 * <p>Starting and closing take seconds and block: call them on a worker.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final int port;
    private final BrokerStorage storage;
    private final KafkaRaftServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(int port, BrokerStorage storage, KafkaRaftServer server) {
        this.port = port;
        this.storage = storage;
        this.server = server;
    }

    /**
     * Starts a broker and returns when it serves.
     *
     * @param directory for the broker alone; made if missing, formatted anew unless the last stop was clean
     * @param port to listen on; 0 for any free one
     * @throws BrokerException if the directory is not writable or in use, or the port is taken
     */
    public static EmbeddedBroker start(Path directory, int port) {
        return start(directory, port, settings -> settings);
    }

    /**
     * Starts a broker that is not quite as ours are.
     *
     * @param adjust gets the settings, by Kafka's names, and returns those to start with; the first listener must stay
     */
    public static EmbeddedBroker start(Path directory, int port, UnaryOperator<Map<String, String>> adjust) {
        surviveFaults();
        BrokerStorage storage = BrokerStorage.open(directory.toAbsolutePath());
        try {
            int brokerPort = free(port);
            Map<String, String> settings = BrokerSettings.of(storage.logs(), brokerPort, FreePort.next());
            KafkaConfig config = new KafkaConfig(adjust.apply(settings), false);
            boolean empty = storage.prepare();
            EmbeddedBroker broker = new EmbeddedBroker(brokerPort, storage, new KafkaRaftServer(config, Time.SYSTEM));
            broker.startUp();
            if (empty) {
                InternalTopics.create(broker.bootstrapServers());
            }
            return broker;
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    private void startUp() {
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw new BrokerException("broker on port " + port + " did not start: " + e.getMessage(), e);
        }
        LOG.atInfo().addKeyValue("address", bootstrapServers()).log("Embedded broker started");
    }

    /** Returns {@code host:port} for clients in this or another process of this machine. */
    public String bootstrapServers() {
        return BrokerSettings.HOST + ":" + port;
    }

    /** Stops the broker, its logs on disk; closing again does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try (storage) {
            server.shutdown();
            server.awaitShutdown();
            storage.markClean();
        }
        LOG.atInfo().addKeyValue("address", bootstrapServers()).log("Embedded broker stopped");
    }

    /** Kafka ends its process when it meets a fault it cannot mend; this process has streams that play on without it. */
    private static void surviveFaults() {
        Exit.setExitProcedure((status, message) -> tell(message));
        Exit.setHaltProcedure((status, message) -> tell(message));
    }

    private static void tell(@Nullable String message) {
        LOG.atError().addKeyValue("reason", message).log("The embedded broker gave up");
    }

    /** Returns the port itself if it can be had, or a free one for 0. Kafka needs to know both ports before it binds them. */
    private static int free(int port) {
        if (port == 0) {
            return FreePort.next();
        }
        try {
            FreePort.bind(port);
            return port;
        } catch (IOException e) {
            throw new BrokerException("broker port " + port + " on " + BrokerSettings.HOST + " is taken: " + e, e);
        }
    }
}
