package dev.playhead.testkit.bus;

import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.kafka.CommandLanes.Subscription;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The commands of one lane that wait for a free slot, and who has slots. Thread-safe. */
final class InMemoryLane {
    private final Deque<FetchSpan> waiting = new ArrayDeque<>();
    private final List<Worker> workers = new ArrayList<>();
    /** Where the search for a free slot begins, so that workers take turns. */
    private int turn;

    synchronized void offer(FetchSpan command) {
        waiting.add(command);
        hand();
    }

    synchronized Subscription open(int slots, Context context, Consumer<FetchSpan> handler) {
        Worker worker = new Worker(slots, context, handler);
        workers.add(worker);
        hand();
        return worker;
    }

    private synchronized void hand() {
        for (int tried = 0; tried < workers.size() && !waiting.isEmpty(); tried++) {
            Worker worker = workers.get(turn++ % workers.size());
            if (worker.free > 0) {
                worker.free--;
                FetchSpan command = waiting.remove();
                worker.context.runOnContext(ignored -> worker.handler.accept(command));
                tried = -1;
            }
        }
    }

    /** One fetcher's part. */
    private final class Worker implements Subscription {
        private final Context context;
        private final Consumer<FetchSpan> handler;
        private int free;

        Worker(int slots, Context context, Consumer<FetchSpan> handler) {
            this.free = slots;
            this.context = context;
            this.handler = handler;
        }

        @Override
        public void release() {
            synchronized (InMemoryLane.this) {
                free++;
                hand();
            }
        }

        @Override
        public Future<Void> close() {
            synchronized (InMemoryLane.this) {
                workers.remove(this);
            }
            return Future.succeededFuture();
        }
    }
}
