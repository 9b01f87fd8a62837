package dev.playhead.common.kafka;

import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.kafka.EventSubscriber.PartitionListener;
import dev.playhead.common.log.LogKeys;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of one owned partition that wait for their handler, which sees one at a time. Event loop only.
 *
 * <p>When too many wait the partition is paused, and resumed when few are left; so it holds at most
 * {@value #PAUSE_ABOVE} and one poll more.
 */
final class PartitionQueue {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionQueue.class);
    /** What one poll may bring, so that a handler that keeps up is never paused. */
    static final int PAUSE_ABOVE = 500;

    private static final int RESUME_BELOW = PAUSE_ABOVE / 2;

    private final int partition;
    private final PartitionListener listener;
    private final Context context;
    private final Flow flow;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean open;
    private boolean busy;
    private boolean paused;

    /** Stops and restarts the arrival of records. */
    interface Flow {
        void pause();

        void resume();
    }

    /** @param event null where it has come before */
    private record Waiting(@Nullable PlayheadEvent event, Runnable done) {}

    PartitionQueue(int partition, PartitionListener listener, Context context, Flow flow) {
        this.partition = partition;
        this.listener = listener;
        this.context = context;
        this.flow = flow;
    }

    /** Lets events through to the handler; until then they wait. */
    void open() {
        open = true;
        pump();
    }

    /** Forgets what waits; a handler that is running is not waited for. */
    void close() {
        open = false;
        waiting.clear();
    }

    /** @param done run when the event is handled, well or not */
    void add(PlayheadEvent event, Runnable done) {
        add(new Waiting(event, done));
    }

    /** @param done run when what was added before is handled, well or not */
    void addHeard(Runnable done) {
        add(new Waiting(null, done));
    }

    private void add(Waiting next) {
        waiting.add(next);
        pump();
        if (!paused && waiting.size() > PAUSE_ABOVE) {
            paused = true;
            flow.pause();
        }
    }

    private void pump() {
        while (open && !busy && !waiting.isEmpty()) {
            Waiting next = waiting.remove();
            Future<Void> handled = handle(next.event());
            if (handled.isComplete()) {
                finish(next, handled);
            } else {
                busy = true;
                handled.onComplete(ignored -> context.runOnContext(onContext -> {
                    busy = false;
                    finish(next, handled);
                    pump();
                }));
            }
        }
    }

    private void finish(Waiting handled, Future<Void> outcome) {
        if (outcome.failed()) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.PARTITION, partition)
                    .setCause(outcome.cause())
                    .log("Event not handled");
        }
        handled.done().run();
        if (paused && open && waiting.size() < RESUME_BELOW) {
            paused = false;
            flow.resume();
        }
    }

    private Future<Void> handle(@Nullable PlayheadEvent event) {
        try {
            return event == null ? Future.succeededFuture() : listener.handle(partition, event);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
