package dev.playhead.testkit.bus;

import static dev.playhead.testkit.bus.BusEvents.cancel;
import static dev.playhead.testkit.bus.BusEvents.chunk;
import static dev.playhead.testkit.bus.BusEvents.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.broker.EmbeddedBroker;
import dev.playhead.broker.FreePort;
import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.kafka.EventSubscriber;
import dev.playhead.common.kafka.KafkaConfig;
import dev.playhead.common.kafka.Messaging;
import dev.playhead.common.model.Lane;
import dev.playhead.common.topic.Topic;
import dev.playhead.common.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the port while the broker is away; always on an embedded one, which can be stopped and started. */
class KafkaOutageIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private Vertx vertx;
    private int port;
    private Messaging messaging;
    /** Who publishes in another process depends on the broker, whoever hears. */
    private Messaging elsewhere;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        port = FreePort.next();
        KafkaConfig config = new KafkaConfig("127.0.0.1:" + port, 4, 1);
        messaging = Messaging.open(vertx, config);
        elsewhere = Messaging.open(vertx, config);
    }

    @AfterEach
    void close() {
        EventBusContract.get(messaging.close());
        EventBusContract.get(elsewhere.close());
        EventBusContract.get(vertx.close());
    }

    @Test
    void subscriptionsMadeBeforeTheBrokerIsThereBeginWhenItIs() {
        // Given
        List<CancelFetch> seen = new CopyOnWriteArrayList<>();
        Future<EventSubscriber.Subscription> following = messaging.subscriber().follow(Topics.CANCEL, seen::add);
        Future<Void> tooEarly = messaging.publisher().publish(Topics.CANCEL, cancel("o", 1));

        // When
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port)) {
            EventBusContract.get(following);
            EventBusContract.get(messaging.publisher().publish(Topics.CANCEL, cancel("o", 2)));

            // Then
            assertThat(tooEarly.failed()).isTrue();
            await().atMost(SOON).untilAsserted(() -> assertThat(seen).containsExactly(cancel("o", 2)));
            assertThat(broker.bootstrapServers()).endsWith(":" + port);
        }
    }

    @Test
    void waitsWhileTopicsAnOriginWouldBeSplitOverExist() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port)) {
            // Given
            EventBusContract.get(messaging.ready());
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.createPartitions(Map.of(Topics.CHUNKS.name(), NewPartitions.increaseTo(6)))
                        .all()
                        .get();
            }

            // When
            Messaging late = Messaging.open(vertx, new KafkaConfig(broker.bootstrapServers(), 4, 1));

            // Then
            await().during(Duration.ofSeconds(1)).until(() -> !late.ready().isComplete());
            EventBusContract.get(late.close());
        }
    }

    @Test
    void closesWithoutABroker() {
        Future<EventSubscriber.Subscription> following = messaging.subscriber().follow(Topics.CANCEL, event -> {});

        EventBusContract.get(messaging.close());

        assertThat(messaging.ready().failed()).isTrue();
        await().atMost(SOON).until(following::failed);
    }

    @Test
    void everyAdapterSurvivesABrokerThatGoesAwayAndComesBack() {
        // Given
        RecordingMember member = new RecordingMember();
        List<CancelFetch> followed = new CopyOnWriteArrayList<>();
        List<FetchSpan> taken = new CopyOnWriteArrayList<>();
        try (EmbeddedBroker first = EmbeddedBroker.start(directory, port)) {
            EventBusContract.get(messaging.subscriber().share("group", Set.of(Topics.CHUNKS), member));
            EventBusContract.get(messaging.subscriber().follow(Topics.CANCEL, followed::add));
            EventBusContract.get(messaging.lanes().open(Lane.NOW, 100, taken::add));
            EventBusContract.get(elsewhere.ready());
            await().atMost(SOON).until(() -> member.owned().size() == 4);
            publishAll(1);
            await().atMost(SOON).until(() -> sees(member.events(), followed, taken, 1));
            assertThat(first.bootstrapServers()).isNotEmpty();
        }

        // When
        List<Future<Void>> refused = IntStream.range(0, 5000)
                .mapToObj(i -> elsewhere.publisher().publish(Topics.CHUNKS, chunk("o", 2)))
                .toList();
        await().atMost(Duration.ofSeconds(4)).until(() -> refused.stream().allMatch(Future::isComplete));
        List<Future<Void>> refusedAtOnce = IntStream.range(0, 20)
                .mapToObj(i -> elsewhere.publisher().publish(Topics.CHUNKS, chunk("o", 2)))
                .toList();
        long completeAtOnce = refusedAtOnce.stream().filter(Future::isComplete).count();

        // Then
        assertThat(refused).allMatch(Future::failed);
        assertThat(completeAtOnce).isEqualTo(12);
        try (EmbeddedBroker second = EmbeddedBroker.start(directory, port)) {
            await().atMost(SOON).pollInterval(Duration.ofMillis(200)).until(() -> {
                publishAll(3);
                return sees(member.events(), followed, taken, 3);
            });
            assertThat(second.bootstrapServers()).isNotEmpty();
            EventBusContract.get(messaging.close());
        }
    }

    @Test
    void whoIsInTheSameProcessHearsWhileTheBrokerIsAway() {
        // Given
        RecordingMember member = new RecordingMember();
        List<FetchSpan> taken = new CopyOnWriteArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port)) {
            EventBusContract.get(messaging.subscriber().share("group", Set.of(Topics.CHUNKS), member));
            EventBusContract.get(messaging.lanes().open(Lane.NOW, 2, taken::add));
            await().atMost(SOON).until(() -> member.owned().size() == 4);
            assertThat(broker.bootstrapServers()).isNotEmpty();
        }

        // When
        EventBusContract.get(messaging.publisher().publish(Topics.CHUNKS, chunk("o", 1)));
        EventBusContract.get(messaging.publisher().publish(Topics.fetch(Lane.NOW), command("o", 1)));

        // Then
        await().atMost(SOON).until(() -> !member.events().isEmpty() && !taken.isEmpty());
        assertThat(member.events()).containsExactly(chunk("o", 1));
        assertThat(taken).containsExactly(command("o", 1));
    }

    private void publishAll(long number) {
        publish(Topics.CHUNKS, chunk("o", number));
        publish(Topics.CANCEL, cancel("o", number));
        publish(Topics.fetch(Lane.NOW), command("o", number));
    }

    private <E extends PlayheadEvent> void publish(Topic<E> topic, E event) {
        Future<Void> sent = elsewhere.publisher().publish(topic, event);
        await().atMost(Duration.ofSeconds(4)).until(sent::isComplete);
    }

    private static boolean sees(
            List<PlayheadEvent> shared, List<CancelFetch> followed, List<FetchSpan> taken, long number) {
        return shared.contains(chunk("o", number))
                && followed.contains(cancel("o", number))
                && taken.contains(command("o", number));
    }
}
