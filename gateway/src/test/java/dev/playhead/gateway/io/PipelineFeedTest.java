package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.kafka.EventSubscriber;
import dev.playhead.common.topic.Topic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PipelineFeedTest {

    @Test
    void triesAgainUntilTheBrokerAnswersAndClosesWhatItOpened() throws Exception {
        // Given
        Vertx vertx = Vertx.vertx();
        AwayAtFirst broker = new AwayAtFirst();
        PipelineFeed feed = new PipelineFeed(vertx, broker, new StreamRegistry(vertx, InstantSource.system()));
        try {
            // When
            vertx.getOrCreateContext().runOnContext(ignored -> feed.open());
            await().atMost(Duration.ofSeconds(5)).until(() -> broker.open.get() == 2);
            feed.close().await(5, TimeUnit.SECONDS);

            // Then
            assertThat(broker.open).hasValue(0);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    /** Refuses the first call. */
    private static final class AwayAtFirst implements EventSubscriber {
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger open = new AtomicInteger();

        @Override
        public Future<Subscription> share(String group, Set<Topic<?>> topics, PartitionListener listener) {
            throw new UnsupportedOperationException("a gateway shares nothing");
        }

        @Override
        public <E extends PlayheadEvent> Future<Subscription> follow(Topic<E> topic, Consumer<E> handler) {
            if (calls.incrementAndGet() == 1) {
                return Future.failedFuture("away");
            }
            open.incrementAndGet();
            return Future.succeededFuture(() -> {
                open.decrementAndGet();
                return Future.succeededFuture();
            });
        }
    }
}
