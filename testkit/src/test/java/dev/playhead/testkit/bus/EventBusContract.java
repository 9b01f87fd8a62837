package dev.playhead.testkit.bus;

import static dev.playhead.testkit.bus.BusEvents.cancel;
import static dev.playhead.testkit.bus.BusEvents.chunk;
import static dev.playhead.testkit.bus.BusEvents.command;
import static dev.playhead.testkit.bus.BusEvents.playback;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.kafka.CommandLanes;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.kafka.EventSubscriber;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.TraceContext;
import dev.playhead.common.topic.Topic;
import dev.playhead.common.topic.Topics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every implementation of the Kafka port promises. */
abstract class EventBusContract {
    static final Duration SOON = Duration.ofSeconds(15);
    static final Set<Topic<?>> SHARED = Set.of(Topics.PLAYBACK, Topics.CHUNKS);
    static final Set<Integer> ALL_PARTITIONS = Set.of(0, 1, 2, 3);

    /** Of this test alone: a broker keeps what other tests published. */
    final String run = UUID.randomUUID().toString();

    Vertx vertx;

    abstract void openBus();

    abstract EventPublisher publisher();

    abstract EventSubscriber subscriber();

    abstract CommandLanes lanes();

    abstract void closeBus();

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        openBus();
    }

    @AfterEach
    void close() {
        closeBus();
        get(vertx.close());
    }

    @Test
    void followersSeeWhatIsPublishedOnceTheirFutureIsDone() {
        // Given
        List<CancelFetch> first = new CopyOnWriteArrayList<>();
        List<CancelFetch> second = new CopyOnWriteArrayList<>();
        get(subscriber().follow(Topics.CANCEL, first::add));
        get(subscriber().follow(Topics.CANCEL, second::add));

        // When
        List<CancelFetch> sent =
                LongStream.range(0, 20).mapToObj(i -> cancel("o" + i, i)).toList();
        sent.forEach(event -> get(publisher().publish(Topics.CANCEL, event)));

        // Then
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(first).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(second).containsExactlyInAnyOrderElementsOf(sent);
        });
    }

    @Test
    void aClosedFollowerSeesNothingMore() {
        // Given
        List<CancelFetch> closed = new CopyOnWriteArrayList<>();
        List<CancelFetch> open = new CopyOnWriteArrayList<>();
        get(get(subscriber().follow(Topics.CANCEL, closed::add)).close());
        get(subscriber().follow(Topics.CANCEL, open::add));

        // When
        get(publisher().publish(Topics.CANCEL, cancel("o", 1)));

        // Then
        await().atMost(SOON).until(() -> !open.isEmpty());
        assertThat(closed).isEmpty();
    }

    @Test
    void everythingHappensOnTheContextThatAsked() {
        // Given
        Context context = vertx.getOrCreateContext();
        List<Context> seen = new CopyOnWriteArrayList<>();
        RecordingMember member = new RecordingMember((partition, event) -> {
            seen.add(Vertx.currentContext());
            return Future.succeededFuture();
        });
        get(on(context, () -> subscriber()
                .follow(Topics.CANCEL, event -> seen.add(Vertx.currentContext()))
                .onComplete(ignored -> seen.add(Vertx.currentContext()))));
        get(on(context, () -> subscriber().share(run, SHARED, member)));
        await().atMost(SOON).until(() -> member.owned().equals(ALL_PARTITIONS));

        // When
        get(on(context, () -> publisher()
                .publish(Topics.CANCEL, cancel("o", 1))
                .onComplete(ignored -> seen.add(Vertx.currentContext()))));
        get(publisher().publish(Topics.CHUNKS, chunk("o", 1)));

        // Then
        await().atMost(SOON).until(() -> seen.size() == 4);
        assertThat(seen).containsOnly(context);
    }

    @Test
    void anOriginsEventsKeepTheirOrder() {
        // Given
        RecordingMember member = join();

        // When
        List<PlayheadEvent> sent = IntStream.range(0, 200)
                .<PlayheadEvent>mapToObj(i -> chunk("origin", i))
                .toList();
        get(Future.join(sent.stream()
                .map(event ->
                        publisher().publish(Topics.CHUNKS, Topics.CHUNKS.type().cast(event)))
                .toList()));

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(member.events()).containsExactlyElementsOf(sent));
    }

    @Test
    void anOriginIsOnePartitionOfEveryTopic() {
        // Given
        List<Integer> partitions = new CopyOnWriteArrayList<>();
        RecordingMember member = new RecordingMember((partition, event) -> {
            partitions.add(partition);
            return Future.succeededFuture();
        });
        join(member);

        // When
        get(publisher().publish(Topics.CHUNKS, chunk("origin", 1)));
        get(publisher().publish(Topics.PLAYBACK, playback("origin", 1)));

        // Then
        await().atMost(SOON).until(() -> partitions.size() == 2);
        assertThat(Set.copyOf(partitions)).hasSize(1);
    }

    @Test
    void thePartitionWaitsForItsHandler() {
        // Given
        Promise<Void> first = Promise.promise();
        RecordingMember member = new RecordingMember(
                (partition, event) -> event.equals(chunk("origin", 1)) ? first.future() : Future.succeededFuture());
        join(member);

        // When
        get(publisher().publish(Topics.CHUNKS, chunk("origin", 1)));
        await().atMost(SOON).until(() -> member.events().size() == 1);
        get(publisher().publish(Topics.PLAYBACK, playback("origin", 2)));
        get(publisher().publish(Topics.CHUNKS, chunk("origin", 3)));
        await().during(Duration.ofMillis(200)).until(() -> member.events().size() == 1);
        first.complete();

        // Then
        await().atMost(SOON).until(() -> member.events().size() == 3);
    }

    @Test
    void aHandlerThatFailsOrThrowsIsNotAskedAgain() {
        // Given
        RecordingMember member = new RecordingMember((partition, event) -> {
            if (event.equals(chunk("origin", 1))) {
                throw new IllegalStateException("thrown by the test");
            }
            return Future.failedFuture("failed by the test");
        });
        join(member);

        // When
        List<PlayheadEvent> sent = List.of(chunk("origin", 1), chunk("origin", 2), chunk("origin", 3));
        sent.forEach(event ->
                get(publisher().publish(Topics.CHUNKS, Topics.CHUNKS.type().cast(event))));

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(member.events()).containsExactlyElementsOf(sent));
    }

    @Test
    void partitionsMoveWithTheMembersAndNoEventIsLost() {
        // Given
        RecordingMember first = new RecordingMember();
        RecordingMember second = new RecordingMember();
        EventSubscriber.Subscription firstSubscription = get(subscriber().share(run, SHARED, first));
        await().atMost(SOON).until(() -> first.owned().equals(ALL_PARTITIONS));
        publishChunks(0, 50);

        // When
        Future<EventSubscriber.Subscription> joining = subscriber().share(run, SHARED, second);
        publishChunks(50, 100);
        get(joining);
        await().atMost(SOON)
                .until(() -> first.owned().size() == 2 && second.owned().size() == 2);
        publishChunks(100, 150);
        Future<Void> leaving = firstSubscription.close();
        publishChunks(150, 200);
        get(leaving);

        // Then
        await().atMost(SOON).until(() -> second.owned().equals(ALL_PARTITIONS));
        await().atMost(SOON).untilAsserted(() -> {
            List<PlayheadEvent> seen = first.events();
            seen.addAll(second.events());
            assertThat(seen).containsAll(chunks(0, 200));
        });
        assertThat(first.owned()).isEmpty();
        assertThat(first.violations()).isEmpty();
        assertThat(second.violations()).isEmpty();
        assertThat(second.events()).containsAll(chunks(150, 200));
    }

    @Test
    void aCommandGoesToOneFetcherThatHasASlot() {
        // Given
        List<FetchSpan> first = new CopyOnWriteArrayList<>();
        List<FetchSpan> second = new CopyOnWriteArrayList<>();
        CommandLanes.Subscription firstSlots = get(lanes().open(Lane.AHEAD, 2, first::add));
        CommandLanes.Subscription secondSlots = get(lanes().open(Lane.AHEAD, 2, second::add));

        // When
        List<FetchSpan> sent =
                LongStream.range(0, 6).mapToObj(i -> command("o" + i, i)).toList();
        sent.forEach(command -> get(publisher().publish(Topics.fetch(Lane.AHEAD), command)));

        // Then
        await().atMost(SOON).until(() -> first.size() + second.size() == 4);
        await().during(Duration.ofMillis(300)).until(() -> first.size() == 2 && second.size() == 2);
        firstSlots.release();
        secondSlots.release();
        await().atMost(SOON).until(() -> first.size() + second.size() == 6);
        first.addAll(second);
        assertThat(first).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void eventsAndCommandsKeepTheTraceOfTheirRequest() {
        // Given
        TraceContext trace = new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "01");
        RecordingMember member = join();
        List<FetchSpan> commands = new CopyOnWriteArrayList<>();
        get(lanes().open(Lane.NOW, 2, commands::add));

        // When
        get(publisher().publish(Topics.PLAYBACK, playback("o", 1).traced(trace)));
        get(publisher().publish(Topics.fetch(Lane.NOW), command("o", 1).traced(trace)));
        get(publisher().publish(Topics.fetch(Lane.NOW), command("o", 2)));

        // Then
        await().atMost(SOON).until(() -> commands.size() == 2 && member.events().size() == 1);
        assertThat(member.events().get(0).trace()).isEqualTo(trace);
        assertThat(commands).extracting(FetchSpan::trace).containsExactly(trace, null);
    }

    @Test
    void aClosedFetcherTakesNothingMore() {
        // Given
        List<FetchSpan> closed = new CopyOnWriteArrayList<>();
        List<FetchSpan> open = new CopyOnWriteArrayList<>();
        get(get(lanes().open(Lane.BULK, 4, closed::add)).close());

        // When
        get(publisher().publish(Topics.fetch(Lane.BULK), command("o", 1)));
        get(lanes().open(Lane.BULK, 4, open::add));

        // Then
        await().atMost(SOON).until(() -> !open.isEmpty());
        assertThat(closed).isEmpty();
    }

    RecordingMember join() {
        return join(new RecordingMember());
    }

    RecordingMember join(RecordingMember member) {
        get(subscriber().share(run, SHARED, member));
        await().atMost(SOON).until(() -> member.owned().equals(ALL_PARTITIONS));
        return member;
    }

    void publishChunks(int from, int to) {
        chunks(from, to)
                .forEach(event -> get(
                        publisher().publish(Topics.CHUNKS, Topics.CHUNKS.type().cast(event))));
    }

    static List<PlayheadEvent> chunks(int from, int to) {
        return IntStream.range(from, to)
                .<PlayheadEvent>mapToObj(i -> chunk("o" + i % 16, i))
                .toList();
    }

    static <T> Future<T> on(Context context, Supplier<Future<T>> action) {
        return Future.future(
                promise -> context.runOnContext(ignored -> action.get().onComplete(promise)));
    }

    static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("future did not succeed", e);
        }
    }
}
