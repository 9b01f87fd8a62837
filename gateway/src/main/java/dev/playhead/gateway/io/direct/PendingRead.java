package dev.playhead.gateway.io.direct;

import dev.playhead.common.bytes.Slice;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.RequestedRange.From;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** What a stream was promised to read next, and where. One at a time; event loop only. */
final class PendingRead {
    private final @Nullable Long end;
    private @Nullable Promise<Slice> promise;
    private long position;
    private int limit;

    /** @param wanted all that the stream reads */
    PendingRead(RequestedRange wanted) {
        this.end = wanted instanceof From from ? from.end() : null;
    }

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

    /** Returns what the stream still reads. */
    From remaining() {
        return new From(position, end);
    }

    /**
     * Returns what of it is to be asked for elsewhere: an origin sends more than is read when its bytes are left.
     *
     * @param stored where the store has bytes again; {@link Long#MAX_VALUE} when nowhere
     */
    From remaining(long stored) {
        return stored == Long.MAX_VALUE || end != null && end <= stored ? remaining() : new From(position, stored);
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
