package dev.playhead.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class EmbeddedBrokerIT {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBrokerIT.class);

    @TempDir
    Path directory;

    @Test
    void keepsTopicsOverACleanStopAndForgetsThemAfterAnUncleanOne() throws Exception {
        // Given
        long begin = System.nanoTime();
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            LOG.info("first start took {} ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            port = Integer.parseInt(broker.bootstrapServers().split(":")[1]);
            createTopic(broker, "kept");
            LOG.info("{}", residentMemory());
        }

        // When
        begin = System.nanoTime();
        Set<String> afterCleanStop;
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port)) {
            LOG.info("second start took {} ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            afterCleanStop = topics(broker);
        }
        Files.delete(directory.resolve("clean"));
        Set<String> afterUncleanStop;
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            afterUncleanStop = topics(broker);
        }

        // Then
        assertThat(afterCleanStop).contains("kept");
        assertThat(afterUncleanStop).doesNotContain("kept");
    }

    @Test
    void boundsWhatATopicTakesOfTheDisk() throws Exception {
        // Given
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
                Admin admin = admin(broker)) {
            // When
            createTopic(broker, "bounded");
            // Then
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "bounded");
            Config config = admin.describeConfigs(Set.of(topic))
                    .all()
                    .get(10, TimeUnit.SECONDS)
                    .get(topic);
            assertThat(config.get("retention.bytes").value()).isEqualTo(Long.toString(64L * 1024 * 1024));
        }
    }

    @Test
    void refusesADirectoryInUse() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("in use");
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
        }
    }

    @Test
    void namesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, taken.getLocalPort()))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("taken");
        }
    }

    @Test
    void namesADirectoryThatCannotBeMade() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        assertThatThrownBy(() -> EmbeddedBroker.start(file.resolve("broker"), 0))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("not writable");
    }

    private static void createTopic(EmbeddedBroker broker, String name) throws Exception {
        try (Admin admin = admin(broker)) {
            admin.createTopics(Set.of(new NewTopic(name, 1, (short) 1))).all().get(10, TimeUnit.SECONDS);
        }
    }

    private static Set<String> topics(EmbeddedBroker broker) throws Exception {
        try (Admin admin = admin(broker)) {
            return admin.listTopics().names().get(10, TimeUnit.SECONDS);
        }
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static String residentMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .findFirst()
                        .orElse("")
                : "";
    }
}
