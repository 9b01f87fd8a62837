package dev.playhead.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.kafka.EventSubscriber;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.topic.Topics;
import dev.playhead.testkit.bus.InMemoryBus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeferredBusTest {
    private static final MediaId MEDIA = MediaId.of(new OriginName("films"), "/a.mkv");
    private static final CancelFetch CANCEL = new CancelFetch(MEDIA, new CommandId("c-1"));

    private final Vertx vertx = Vertx.vertx();
    private final InMemoryBus broker = new InMemoryBus(vertx);
    private final DeferredBus bus = new DeferredBus(vertx);
    private final List<Object> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void refusesEventsThatHaveWaitedForASecond() {
        assertThatThrownBy(() -> bus.publish(Topics.CANCEL, CANCEL).await()).hasMessageContaining("not connected");
        assertThat(bus.isConnected()).isFalse();

        connect();
        bus.publish(Topics.CANCEL, CANCEL).await();

        assertThat(bus.isConnected()).isTrue();
        assertThat(broker.published(Topics.CANCEL)).containsExactly(CANCEL);
    }

    @Test
    void publishesWhatWaitsWhenItIsConnected() {
        // Given
        Context caller = vertx.getOrCreateContext();
        List<Context> told = new CopyOnWriteArrayList<>();
        caller.runOnContext(
                now -> bus.publish(Topics.CANCEL, CANCEL).onSuccess(done -> told.add(Vertx.currentContext())));
        Future<Void> other = bus.publish(Topics.fetch(Lane.NOW), command());

        // When
        connect();
        other.await();

        // Then
        await().until(() -> told.size() == 1);
        assertThat(told).containsExactly(caller);
        assertThat(broker.published(Topics.CANCEL)).containsExactly(CANCEL);
        assertThat(broker.published(Topics.fetch(Lane.NOW))).containsExactly(command());
    }

    @Test
    void refusesEventsThatHaveNoRoomToWait() {
        // Given
        List<Future<Void>> waiting = Stream.generate(() -> bus.publish(Topics.CANCEL, CANCEL))
                .limit(1000)
                .toList();

        // When
        Future<Void> refused = bus.publish(Topics.CANCEL, CANCEL);

        // Then
        assertThat(refused.failed()).isTrue();
        assertThat(waiting).noneMatch(Future::isComplete);
    }

    @Test
    void makesPendingSubscriptionsWhenConnected() {
        // Given
        Future<?> follower = bus.follow(Topics.CANCEL, seen::add);
        Future<?> member = bus.share("group", Set.of(Topics.PLAYBACK), new Listener());
        Future<?> lane = bus.open(Lane.NOW, 1, seen::add);
        assertThat(List.of(follower, member, lane)).noneMatch(Future::isComplete);

        // When
        connect();
        Future.all(follower, member, lane).await();
        bus.publish(Topics.CANCEL, CANCEL).await();
        bus.publish(Topics.fetch(Lane.NOW), command()).await();

        // Then
        await().until(() -> seen.size() == 2);
        assertThat(seen).containsExactlyInAnyOrder(CANCEL, command());
    }

    @Test
    void subscribesAtOnceWhenConnected() {
        // Given
        connect();

        // When
        bus.follow(Topics.CANCEL, seen::add).await();
        bus.publish(Topics.CANCEL, CANCEL).await();

        // Then
        await().until(() -> seen.contains(CANCEL));
    }

    @Test
    void callsHandlersOnTheContextThatSubscribedBeforeTheBrokerWasThere() {
        // Given
        Context context = vertx.getOrCreateContext();
        List<Context> handled = new CopyOnWriteArrayList<>();
        List<Context> completed = new CopyOnWriteArrayList<>();
        context.runOnContext(now -> bus.follow(Topics.CANCEL, event -> handled.add(Vertx.currentContext()))
                .onComplete(done -> completed.add(Vertx.currentContext())));

        // When
        connect();
        await().until(() -> completed.size() == 1);
        bus.publish(Topics.CANCEL, CANCEL).await();

        // Then
        await().until(() -> handled.size() == 1);
        assertThat(handled).containsExactly(context);
        assertThat(completed).containsExactly(context);
    }

    @Test
    void failsWhatStillWaitsWhenItGivesUp() {
        // Given
        Future<?> follower = bus.follow(Topics.CANCEL, seen::add);

        // When
        bus.giveUp();

        // Then
        assertThatThrownBy(follower::await).hasMessageContaining("closed before Kafka was there");
        assertThatThrownBy(() -> bus.open(Lane.NOW, 1, seen::add).await()).hasMessageContaining("closed before");
        assertThat(bus.close().await()).isNull();
    }

    @Test
    void doesNotGiveUpWhatIsConnected() {
        // Given
        connect();

        // When
        bus.giveUp();

        // Then
        bus.publish(Topics.CANCEL, CANCEL).await();
        assertThat(broker.published(Topics.CANCEL)).hasSize(1);
    }

    private void connect() {
        bus.connect(new DeferredBus.Ports(broker, broker, broker));
    }

    private static FetchSpan command() {
        return new FetchSpan(
                MEDIA,
                new MediaSource("/a.mkv", null),
                new CommandId("c-2"),
                1,
                RequestedRange.WHOLE,
                null,
                Priority.CRITICAL,
                Instant.EPOCH,
                null);
    }

    private final class Listener implements EventSubscriber.PartitionListener {
        @Override
        public void assigned(Set<Integer> partitions) {}

        @Override
        public void revoked(Set<Integer> partitions) {}

        @Override
        public Future<Void> handle(int partition, PlayheadEvent event) {
            seen.add(event);
            return Future.succeededFuture();
        }
    }
}
