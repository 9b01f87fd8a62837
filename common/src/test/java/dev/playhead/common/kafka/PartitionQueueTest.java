package dev.playhead.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.kafka.EventSubscriber.PartitionListener;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionQueueTest {
    private static final PlayheadEvent EVENT =
            new CancelFetch(new MediaId("nas.0123456789abcdef0123456789abcdef"), new CommandId("c"));

    private final List<String> flow = new ArrayList<>();
    private final List<Promise<Void>> handling = new ArrayList<>();
    private Vertx vertx;
    private Context context;
    private PartitionQueue queue;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        context = vertx.getOrCreateContext();
        queue = new PartitionQueue(0, new HoldingListener(), context, new PartitionQueue.Flow() {
            @Override
            public void pause() {
                flow.add("pause");
            }

            @Override
            public void resume() {
                flow.add("resume");
            }
        });
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void pausesOnceAndResumesWhenHalfIsHandled() throws InterruptedException {
        // Given
        run(() -> {
            queue.open();
            for (int i = 0; i < PartitionQueue.PAUSE_ABOVE + 2; i++) {
                queue.add(EVENT, () -> {});
            }
        });
        List<String> whenFull = List.copyOf(flow);

        // When
        for (int i = 0; i < PartitionQueue.PAUSE_ABOVE / 2 + 5; i++) {
            int next = i;
            run(() -> handling.get(next).complete());
            run(() -> {});
        }

        // Then
        assertThat(whenFull).containsExactly("pause");
        assertThat(flow).containsExactly("pause", "resume");
    }

    @Test
    void holdsEventsUntilOpenedAndForgetsThemWhenClosed() throws InterruptedException {
        // When
        run(() -> {
            queue.add(EVENT, () -> {});
            queue.add(EVENT, () -> {});
        });
        int beforeOpen = handling.size();
        run(queue::open);
        run(queue::close);
        run(() -> handling.get(0).complete());
        run(() -> {});

        // Then
        assertThat(beforeOpen).isZero();
        assertThat(handling).hasSize(1);
    }

    @Test
    void anEventThatWasHeardBeforeIsDoneWhenThoseBeforeItAreAndNotHandled() throws InterruptedException {
        // Given
        List<String> done = new ArrayList<>();
        run(() -> {
            queue.open();
            queue.add(EVENT, () -> done.add("handled"));
            queue.addHeard(() -> done.add("heard"));
        });
        List<String> whileHandled = List.copyOf(done);

        // When
        run(() -> handling.get(0).complete());
        run(() -> {});

        // Then
        assertThat(whileHandled).isEmpty();
        assertThat(done).containsExactly("handled", "heard");
        assertThat(handling).hasSize(1);
    }

    private void run(Runnable action) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        context.runOnContext(ignored -> {
            action.run();
            done.countDown();
        });
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
    }

    private final class HoldingListener implements PartitionListener {
        @Override
        public void assigned(Set<Integer> partitions) {}

        @Override
        public void revoked(Set<Integer> partitions) {}

        @Override
        public Future<Void> handle(int partition, PlayheadEvent event) {
            Promise<Void> promise = Promise.promise();
            handling.add(promise);
            return promise.future();
        }
    }
}
