package dev.playhead.store.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SerialLaneTest {
    private final ExecutorService workers = Executors.newFixedThreadPool(4);

    @AfterEach
    void close() {
        workers.shutdownNow();
    }

    @Test
    void runsTasksInOrderAndNeverTwoAtATime() throws Exception {
        // Given
        SerialLane lane = new SerialLane(workers);
        List<Integer> ran = new CopyOnWriteArrayList<>();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(500);
        // When
        for (int i = 0; i < 500; i++) {
            int number = i;
            lane.execute(() -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                ran.add(number);
                inside.decrementAndGet();
                done.countDown();
            });
        }
        // Then
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).isEqualTo(IntStream.range(0, 500).boxed().toList());
        assertThat(most).hasValue(1);
    }

    @Test
    void goesOnAfterATaskThatThrows() throws Exception {
        // Given
        SerialLane lane = new SerialLane(task -> workers.submit(task));
        CountDownLatch done = new CountDownLatch(1);
        // When
        lane.execute(() -> {
            throw new IllegalStateException("a task's own fault");
        });
        lane.execute(done::countDown);
        // Then
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
