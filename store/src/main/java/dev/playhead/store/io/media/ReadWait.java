package dev.playhead.store.io.media;

import dev.playhead.common.bytes.Slice;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.store.io.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.nio.channels.FileChannel;

/** One read that waits for a byte; completes once, on its reader's context. Thread-safe. */
public final class ReadWait {
    private final long position;
    private final int limit;
    private final CallerContext context;
    private final Promise<Slice> promise = Promise.promise();

    public ReadWait(long position, int limit, CallerContext context) {
        this.position = position;
        this.limit = limit;
        this.context = context;
    }

    public long position() {
        return position;
    }

    public Future<Slice> future() {
        return promise.future();
    }

    /** Gives what just came by: the arriving bytes themselves, shared with other readers. */
    void arrived(Buffer bytes, long bytesStart) {
        int from = (int) (position - bytesStart);
        int to = (int) Math.min(bytes.length(), (long) from + limit);
        Buffer slice = bytes.slice(from, to);
        context.run(() -> promise.tryComplete(new Slice.OfBuffer(slice)));
    }

    /** Gives what is in the file up to an exclusive end. */
    void stored(FileChannel channel, long end) {
        int length = (int) Math.min(limit, end - position);
        context.run(() -> promise.tryComplete(new Slice.OfFile(channel, position, length)));
    }

    public void fail(StoreException reason) {
        context.run(() -> promise.tryFail(reason));
    }
}
