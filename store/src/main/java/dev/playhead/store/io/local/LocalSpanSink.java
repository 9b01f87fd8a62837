package dev.playhead.store.io.local;

import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.store.io.CallerContext;
import dev.playhead.store.io.media.SpanProgress;
import dev.playhead.store.io.media.StoredVersion;
import dev.playhead.store.io.media.WriteOrder;
import dev.playhead.store.io.space.Evictor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sink of one span in this JVM. Its state belongs to the context that opened it; bytes are written on the version's
 * lane, one batch at a time, so they keep their order.
 */
final class LocalSpanSink implements SpanSink {
    /** Keeps the disk busy while the next bytes come, and no more of a stream in memory than that. */
    private static final int FULL_BYTES = 2 * 1024 * 1024;

    /** Others may take the room that was made for this one, but hardly so often. */
    private static final int MAX_ATTEMPTS = 100;

    private static final int DRAINED_BYTES = FULL_BYTES / 2;

    private final StoredVersion version;
    private final SpanProgress span;
    private final Ways ways;
    private final CallerContext context;
    private final Runnable release;
    private final Promise<Void> idle = Promise.promise();
    private List<Buffer> pending = new ArrayList<>();
    private Promise<Void> pendingDone = Promise.promise();
    private long position;
    private int buffered;
    private boolean writing;
    private boolean ended;
    private boolean resting;
    private @Nullable StoreException failure;
    private @Nullable Runnable resume;

    /** How bytes are written, what makes room for them, and by what clock. */
    record Ways(WriteOrder order, Evictor evictor, InstantSource time) {}

    /** @param release gives file and media back, once */
    LocalSpanSink(StoredVersion version, SpanProgress span, Ways ways, CallerContext context, Runnable release) {
        this.version = version;
        this.span = span;
        this.ways = ways;
        this.context = context;
        this.release = release;
        this.position = span.range().start();
    }

    @Override
    public Future<Void> write(Buffer bytes) {
        if (ended) {
            return Future.failedFuture(new IllegalStateException("the span has been ended"));
        }
        if (failure != null) {
            return Future.failedFuture(failure);
        }
        if (bytes.length() == 0) {
            return Future.succeededFuture();
        }
        if (position + buffered + bytes.length() > span.range().end()) {
            return Future.failedFuture(new IllegalArgumentException("bytes up to "
                    + (position + buffered + bytes.length()) + " are behind the end of the span " + span.range()));
        }
        pending.add(bytes);
        buffered += bytes.length();
        Future<Void> done = pendingDone.future();
        writeNext();
        return done;
    }

    private void writeNext() {
        if (writing || pending.isEmpty()) {
            return;
        }
        writing = true;
        List<Buffer> batch = pending;
        Promise<Void> done = pendingDone;
        pending = new ArrayList<>();
        pendingDone = Promise.promise();
        write(batch, done, MAX_ATTEMPTS);
    }

    private void write(List<Buffer> batch, Promise<Void> done, int attempts) {
        long from = position;
        version.file().lane().execute(() -> {
            StoreException failed = attempt(from, batch);
            if (failed instanceof StoreException.Full && attempts > 1) {
                makeRoom(batch, done, attempts - 1);
            } else {
                context.run(() -> written(batch, done, failed));
            }
        });
    }

    /** A full disk is no failure before it is known that nothing may leave. */
    private void makeRoom(List<Buffer> batch, Promise<Void> done, int attempts) {
        ways.evictor()
                .makeRoom(bytes(batch))
                .onSuccess(room -> context.run(() -> write(batch, done, attempts)))
                .onFailure(full -> context.run(
                        () -> written(batch, done, new StoreException.Full(String.valueOf(full.getMessage())))));
    }

    private static int bytes(List<Buffer> batch) {
        return batch.stream().mapToInt(Buffer::length).sum();
    }

    private @Nullable StoreException attempt(long from, List<Buffer> batch) {
        try {
            ways.order().write(version, span, from, batch);
            return null;
        } catch (StoreException e) {
            return e;
        } catch (RuntimeException e) {
            return new StoreException.Unavailable("the store cannot write: " + e);
        }
    }

    private void written(List<Buffer> batch, Promise<Void> done, @Nullable StoreException failed) {
        writing = false;
        int bytes = bytes(batch);
        position += bytes;
        buffered -= bytes;
        if (failed == null) {
            done.complete();
            writeNext();
        } else {
            fail(failed, done);
        }
        drained();
        if (ended && !writing) {
            idle.tryComplete();
        }
    }

    private void fail(StoreException failed, Promise<Void> done) {
        failure = failed;
        buffered = 0;
        pending = new ArrayList<>();
        Promise<Void> dropped = pendingDone;
        done.fail(failed);
        dropped.fail(failed);
    }

    private void drained() {
        Runnable waiting = resume;
        if (waiting != null && buffered <= DRAINED_BYTES && !restsOn()) {
            resume = null;
            waiting.run();
        }
    }

    @Override
    public boolean isFull() {
        return buffered >= FULL_BYTES || !rest().isZero();
    }

    private Duration rest() {
        return version.absence().rest(ways.time().instant());
    }

    /** Whether the readers have just left, so that nobody may want what comes; if so this is looked at again. */
    private boolean restsOn() {
        Duration rest = rest();
        if (!rest.isZero() && !resting) {
            resting = true;
            context.after(rest, this::rested);
            version.absence().onReader(() -> context.run(this::rested));
        }
        return !rest.isZero();
    }

    private void rested() {
        resting = false;
        drained();
    }

    @Override
    public void onDrain(Runnable whenDrained) {
        resume = whenDrained;
        drained();
    }

    @Override
    public Future<Void> end() {
        if (ended) {
            return Future.failedFuture(new IllegalStateException("the span has been ended"));
        }
        ended = true;
        if (!writing) {
            idle.tryComplete();
        }
        return context.deliver(
                idle.future().compose(done -> ways.order().end(version, span)).onComplete(done -> release.run()));
    }
}
