package dev.playhead.store;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.MediaReader;
import dev.playhead.common.bytes.Slice;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** A read that a test makes from the store's test context, following its slices whatever their form. */
final class TestRead {
    /** Not a divisor of anything, so that slices end in odd places. */
    private static final int LIMIT = 50_001;

    private final TestStore store;
    private final MediaRead read;
    private volatile Buffer taken = Buffer.buffer();

    private TestRead(TestStore store, MediaRead read) {
        this.store = store;
        this.read = read;
    }

    static TestRead open(TestStore store, MediaReader reader, MediaId media, RequestedRange range) {
        return new TestRead(store, store.on(() -> Future.succeededFuture(reader.open(media, range))));
    }

    MediaVersion version() {
        return store.on(read::version);
    }

    /** Returns what was said of the version, which must be known. */
    Freshness freshness() {
        return store.on(() -> Future.succeededFuture(read.freshness()));
    }

    boolean describedYet() {
        return read.version().isComplete();
    }

    boolean isReadable(long position) {
        return store.on(() -> Future.succeededFuture(read.readableEnd(position) > position));
    }

    /** Reads [start, end) and waits for it. */
    Buffer bytes(long start, long end) {
        return TestStore.result(start(start, end));
    }

    /** Begins to read [start, end). */
    Future<Buffer> start(long start, long end) {
        Promise<Buffer> done = Promise.promise();
        Buffer into = Buffer.buffer();
        store.context.runOnContext(ignored -> follow(start, end, into, done));
        return done.future();
    }

    private void follow(long position, long end, Buffer into, Promise<Buffer> done) {
        read.next(position, (int) Math.min(LIMIT, end - position))
                .onFailure(done::fail)
                .onSuccess(slice -> {
                    Buffer bytes = bytes(slice);
                    into.appendBuffer(bytes);
                    taken = taken.copy().appendBuffer(bytes);
                    if (position + bytes.length() == end) {
                        done.complete(into);
                    } else {
                        follow(position + bytes.length(), end, into, done);
                    }
                });
    }

    /** Returns all bytes that have come, over all reads. */
    Buffer taken() {
        return taken;
    }

    void close() {
        store.on(() -> {
            read.close();
            read.close();
            return Future.succeededFuture();
        });
    }

    private static Buffer bytes(Slice slice) {
        if (slice instanceof Slice.OfBuffer buffer) {
            return buffer.buffer();
        }
        Slice.OfFile file = (Slice.OfFile) slice;
        ByteBuffer bytes = ByteBuffer.allocate(file.length());
        try {
            while (bytes.hasRemaining()) {
                if (file.channel().read(bytes, file.offset() + bytes.position()) < 0) {
                    throw new AssertionError("slice reaches behind the file");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.array());
    }
}
