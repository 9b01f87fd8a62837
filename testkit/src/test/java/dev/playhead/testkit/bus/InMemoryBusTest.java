package dev.playhead.testkit.bus;

import static dev.playhead.testkit.bus.BusEvents.cancel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.kafka.CommandLanes;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.kafka.EventSubscriber;
import dev.playhead.common.topic.Topics;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class InMemoryBusTest extends EventBusContract {
    private InMemoryBus bus;

    @Override
    void openBus() {
        bus = new InMemoryBus(vertx);
    }

    @Override
    EventPublisher publisher() {
        return bus;
    }

    @Override
    EventSubscriber subscriber() {
        return bus;
    }

    @Override
    CommandLanes lanes() {
        return bus;
    }

    @Override
    void closeBus() {
        get(bus.close());
    }

    @Test
    void failsDropsAndDoublesWhatItIsToldTo() {
        // Given
        List<CancelFetch> seen = new CopyOnWriteArrayList<>();
        get(bus.follow(Topics.CANCEL, seen::add));
        bus.failPublishes(event -> event.equals(cancel("o", 1)));
        bus.drop(event -> event.equals(cancel("o", 2)));
        bus.duplicate(event -> event.equals(cancel("o", 3)));

        // When
        boolean failed = bus.publish(Topics.CANCEL, cancel("o", 1))
                .transform(outcome -> Future.succeededFuture(outcome.failed()))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        get(bus.publish(Topics.CANCEL, cancel("o", 2)));
        get(bus.publish(Topics.CANCEL, cancel("o", 3)));

        // Then
        assertThat(failed).isTrue();
        await().untilAsserted(() -> assertThat(seen).containsExactly(cancel("o", 3), cancel("o", 3)));
        assertThat(bus.published(Topics.CANCEL)).containsExactly(cancel("o", 2), cancel("o", 3));
        assertThat(bus.published(CancelFetch.class)).hasSize(2);
    }

    @Test
    void deliversLaterWhenTold() {
        // Given
        List<CancelFetch> seen = new CopyOnWriteArrayList<>();
        get(bus.follow(Topics.CANCEL, seen::add));
        bus.delay(Duration.ofMillis(100));

        // When
        get(bus.publish(Topics.CANCEL, cancel("o", 1)));

        // Then
        assertThat(seen).isEmpty();
        await().until(() -> seen.size() == 1);
    }
}
