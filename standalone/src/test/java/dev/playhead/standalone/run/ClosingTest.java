package dev.playhead.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private final List<String> closed = new ArrayList<>();
    private final Closing closing = new Closing();

    @Test
    void closesInTheReverseOfTheLayoutWhateverOpenedFirst() {
        // Given
        Closing.Part broker = closing.part("broker");
        Closing.Part store = closing.part("store");
        Closing.Part gateway = closing.part("gateway");
        gateway.opened(closes("gateway"));
        broker.opened(closes("broker"));
        store.opened(closes("store"));

        // When
        closing.close().await();

        // Then
        assertThat(closed).containsExactly("gateway", "store", "broker");
    }

    @Test
    void goesOnWhenAPartFailsOrThrows() {
        // Given
        closing.part("a").opened(closes("a"));
        closing.part("b").opened(() -> Future.failedFuture("stuck"));
        closing.part("c").opened(() -> {
            throw new IllegalStateException("broken");
        });

        // When
        Future<Void> done = closing.close();

        // Then
        assertThat(done.succeeded()).isTrue();
        assertThat(closed).containsExactly("a");
    }

    @Test
    void closesEachPartOnce() {
        // Given
        closing.part("a").opened(closes("a"));

        // When
        Future<Void> first = closing.close();
        Future<Void> second = closing.close();

        // Then
        assertThat(second).isSameAs(first);
        assertThat(closed).containsExactly("a");
    }

    @Test
    void leavesPartsThatNeverOpenedAlone() {
        // Given
        closing.part("a");
        closing.part("b").opening(Future.failedFuture("port taken"));

        // Then
        assertThat(closing.close().succeeded()).isTrue();
    }

    @Test
    void waitsForAPartThatIsStillOpening() {
        // Given
        Promise<Supplier<Future<Void>>> broker = Promise.promise();
        closing.part("vertx").opened(closes("vertx"));
        closing.part("broker").opening(broker.future());

        // When
        Future<Void> done = closing.close();

        // Then
        assertThat(done.isComplete()).isFalse();
        broker.complete(closes("broker"));
        assertThat(done.succeeded()).isTrue();
        assertThat(closed).containsExactly("broker", "vertx");
    }

    @Test
    void closesAtOnceWhatOpensAfterwards() {
        // Given
        Closing.Part late = closing.part("late");
        closing.close();

        // When
        late.opened(closes("late"));

        // Then
        assertThat(closed).containsExactly("late");
    }

    @Test
    void endsWaitingBeforeItCloses() {
        // Given
        Promise<Supplier<Future<Void>>> waiting = Promise.promise();
        closing.part("fetcher").opening(waiting.future());
        closing.first(() -> waiting.fail("closed before Kafka was there"));

        // Then
        assertThat(closing.close().succeeded()).isTrue();
    }

    private Supplier<Future<Void>> closes(String name) {
        return () -> {
            closed.add(name);
            return Future.succeededFuture();
        };
    }
}
