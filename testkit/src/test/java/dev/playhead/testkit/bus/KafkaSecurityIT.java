package dev.playhead.testkit.bus;

import static dev.playhead.testkit.bus.BusEvents.cancel;
import static dev.playhead.testkit.bus.BusEvents.command;
import static dev.playhead.testkit.bus.EventBusContract.SOON;
import static dev.playhead.testkit.bus.EventBusContract.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.broker.EmbeddedBroker;
import dev.playhead.broker.FreePort;
import dev.playhead.common.config.ConfigLoader;
import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.kafka.KafkaConfig;
import dev.playhead.common.kafka.Messaging;
import dev.playhead.common.model.Lane;
import dev.playhead.common.topic.Topics;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that speaks TLS and asks for a login at a listener of its own. */
class KafkaSecurityIT {
    private static final String PASSWORD = "a \"pass\\word\"";
    private static final String STORE_PASSWORD = "of the key store";

    @TempDir
    static Path files;

    private static EmbeddedBroker broker;
    private static int port;

    /** Of all tests: what tries to come in may still be at it when its own test is over. */
    private static Vertx vertx;

    private Messaging messaging;

    @BeforeAll
    static void startBroker() throws Exception {
        keytool("-genkeypair", "-alias", "broker", "-keyalg", "EC", "-dname", "CN=broker", "-ext", "SAN=IP:127.0.0.1");
        keytool("-exportcert", "-rfc", "-alias", "broker", "-file", trust().toString());
        port = FreePort.next();
        broker = EmbeddedBroker.start(files.resolve("broker"), 0, KafkaSecurityIT::secured);
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopBroker() {
        get(vertx.close());
        broker.close();
    }

    @AfterEach
    void close() {
        get(messaging.close());
    }

    @Test
    void everyClientComesInByTlsAndLogin() {
        // Given
        messaging = Messaging.open(vertx, config(Map.of("kafka.password", PASSWORD)));
        get(messaging.ready());
        List<CancelFetch> followed = new CopyOnWriteArrayList<>();
        List<FetchSpan> taken = new CopyOnWriteArrayList<>();
        get(messaging.subscriber().follow(Topics.CANCEL, followed::add));
        get(messaging.lanes().open(Lane.NOW, 1, taken::add));
        RecordingMember member = new RecordingMember();
        get(messaging.subscriber().share("group", EventBusContract.SHARED, member));

        // When
        get(messaging.publisher().publish(Topics.CANCEL, cancel("o", 1)));
        get(messaging.publisher().publish(Topics.fetch(Lane.NOW), command("o", 1)));

        // Then
        await().atMost(SOON).until(() -> !followed.isEmpty() && !taken.isEmpty());
        await().atMost(SOON).until(() -> member.owned().equals(EventBusContract.ALL_PARTITIONS));
    }

    @Test
    void whoLogsInWithAWrongPasswordStaysOutside() {
        // When
        messaging = Messaging.open(vertx, config(Map.of("kafka.password", "wrong")));

        // Then
        await().during(Duration.ofSeconds(1)).until(() -> !messaging.ready().isComplete());
        assertThat(messaging.publisher().publish(Topics.CANCEL, cancel("o", 1)).failed())
                .isTrue();
    }

    @Test
    void aBrokerThatNobodyVouchesForGetsNoPassword() {
        // When
        messaging = Messaging.open(vertx, config(Map.of("kafka.password", PASSWORD, "kafka.tls-trust", "")));

        // Then
        await().during(Duration.ofSeconds(1)).until(() -> !messaging.ready().isComplete());
    }

    private static KafkaConfig config(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "kafka.bootstrap-servers", "127.0.0.1:" + port,
                "kafka.tls", "true",
                "kafka.tls-trust", trust().toString(),
                "kafka.sasl-mechanism", "PLAIN",
                "kafka.user", "playhead"));
        settings.putAll(more);
        return KafkaConfig.from(new ConfigLoader(KafkaConfig.KEYS).load(null, Map.of(), settings));
    }

    /** Adds a listener that lets nobody in who has no account. */
    private static Map<String, String> secured(Map<String, String> settings) {
        Map<String, String> secured = new HashMap<>(settings);
        String listener = ",OUTSIDE://127.0.0.1:" + port;
        secured.merge("listeners", listener, String::concat);
        secured.merge("advertised.listeners", listener, String::concat);
        secured.merge("listener.security.protocol.map", ",OUTSIDE:SASL_SSL", String::concat);
        secured.put("listener.name.outside.ssl.keystore.type", "PKCS12");
        secured.put("listener.name.outside.ssl.keystore.location", store().toString());
        secured.put("listener.name.outside.ssl.keystore.password", STORE_PASSWORD);
        secured.put("listener.name.outside.sasl.enabled.mechanisms", "PLAIN");
        secured.put(
                "listener.name.outside.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_playhead=\"a \\\"pass\\\\word\\\"\";");
        return secured;
    }

    private static Path store() {
        return files.resolve("broker.p12");
    }

    private static Path trust() {
        return files.resolve("broker.pem");
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store().toString(), "-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as("%s", command).isZero();
    }
}
