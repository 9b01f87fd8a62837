package dev.playhead.gateway.io.direct;

import dev.playhead.common.bytes.Slice;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** What a stream was promised to read next, and where. One at a time; event loop only. */
final class PendingRead {
    private @Nullable Promise<Slice> promise;
    private long position;
    private int limit;

    /** Takes note of where the stream reads next. */
    void at(long from, int atMost) {
        position = from;
        limit = atMost;
    }

    Future<Slice> begin() {
        Promise<Slice> begun = Promise.promise();
        promise = begun;
        return begun.future();
    }

    /** Returns what the stream waits for now, to be compared later; null when it waits for nothing. */
    @Nullable
    Promise<Slice> current() {
        return promise;
    }

    long position() {
        return position;
    }

    int limit() {
        return limit;
    }

    void give(Slice slice) {
        Promise<Slice> waiting = promise;
        promise = null;
        if (waiting != null) {
            waiting.complete(slice);
        }
    }

    void fail(Throwable cause) {
        Promise<Slice> waiting = promise;
        promise = null;
        if (waiting != null) {
            waiting.fail(cause);
        }
    }
}
