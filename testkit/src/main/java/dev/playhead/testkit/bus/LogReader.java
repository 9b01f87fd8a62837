package dev.playhead.testkit.bus;

import dev.playhead.common.event.PlayheadEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.function.Function;

/** Reads one partition on one context, the next event when the last is handled. Thread-safe. */
final class LogReader {
    private final PartitionLog log;
    private final Context context;
    private final Function<PlayheadEvent, Future<Void>> handler;
    private final Runnable pump = this::pump;
    private int position;
    private boolean busy;
    private boolean closed;

    /** @param position the offset of the first event to read */
    LogReader(PartitionLog log, int position, Context context, Function<PlayheadEvent, Future<Void>> handler) {
        this.log = log;
        this.position = position;
        this.context = context;
        this.handler = handler;
    }

    void open() {
        log.listen(pump);
        pump();
    }

    /** Stops and returns the offset of the first event that was not handled. */
    synchronized int close() {
        closed = true;
        log.forget(pump);
        return position;
    }

    private synchronized void pump() {
        if (!closed && !busy && position < log.end()) {
            busy = true;
            PlayheadEvent event = log.get(position);
            context.runOnContext(ignored -> deliver(event));
        }
    }

    private void deliver(PlayheadEvent event) {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        handled(event).onComplete(ignored -> {
            synchronized (this) {
                if (!closed) {
                    position++;
                }
                busy = false;
            }
            pump();
        });
    }

    private Future<Void> handled(PlayheadEvent event) {
        try {
            return handler.apply(event);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
