package dev.playhead.testkit.bus;

import dev.playhead.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The broker that integration tests run on: embedded, or {@code apache/kafka} in a container when the system property
 * {@value #SWITCH} is {@code container}.
 */
public final class TestBroker implements AutoCloseable {
    public static final String SWITCH = "playhead.test.broker";
    private static final String IMAGE = "apache/kafka:4.3.1";

    private final String bootstrapServers;
    private final AutoCloseable broker;

    private TestBroker(String bootstrapServers, AutoCloseable broker) {
        this.bootstrapServers = bootstrapServers;
        this.broker = broker;
    }

    /** Starts one on a free port; takes seconds. */
    public static TestBroker start() {
        return isContainer() ? container() : embedded();
    }

    /** Whether the switch says container. */
    public static boolean isContainer() {
        return "container".equals(System.getProperty(SWITCH));
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() throws Exception {
        broker.close();
    }

    private static TestBroker embedded() {
        try {
            Path directory = Files.createTempDirectory("playhead-broker");
            EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
            return new TestBroker(broker.bootstrapServers(), () -> {
                broker.close();
                delete(directory);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestBroker container() {
        KafkaContainer container = new KafkaContainer(IMAGE)
                .withEnv(Map.of(
                        "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
                        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0",
                        "KAFKA_GROUP_COORDINATOR_APPEND_LINGER_MS", "0",
                        "KAFKA_SHARE_COORDINATOR_APPEND_LINGER_MS", "0",
                        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1",
                        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1"));
        container.start();
        return new TestBroker(container.getBootstrapServers(), container);
    }

    private static void delete(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(directory)) {
            files = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
