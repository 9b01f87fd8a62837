package dev.playhead.fetcher.io;

import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.bytes.SpanWriter;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.model.ByteRange;
import dev.playhead.testkit.origin.RampContent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A store that keeps what it is given, and is slow or refuses when told to. Thread-safe. */
final class RecordingSpanWriter implements SpanWriter {
    private final List<Sink> sinks = new CopyOnWriteArrayList<>();
    private volatile @Nullable StoreException openFailure;
    private volatile @Nullable StoreException writeFailure;
    private volatile long writeFailureAt = Long.MAX_VALUE;
    private volatile long fullAt = Long.MAX_VALUE;
    private volatile @Nullable Promise<Void> opening;

    /** Refuses to open any sink. */
    void refuseToOpen(StoreException failure) {
        openFailure = failure;
    }

    /** Refuses what comes behind so many bytes of a sink. */
    void refuseToWriteBehind(long bytes, StoreException failure) {
        writeFailure = failure;
        writeFailureAt = bytes;
    }

    /** Is full once so many bytes of a sink have come, until it is drained. */
    void fullAfter(long bytes) {
        fullAt = bytes;
    }

    /** Opens no sink before the returned promise is complete. */
    Promise<Void> holdOpening() {
        Promise<Void> held = Promise.promise();
        opening = held;
        return held;
    }

    List<Sink> sinks() {
        return List.copyOf(sinks);
    }

    Sink only() {
        if (sinks.size() != 1) {
            throw new AssertionError("expected one sink, found " + sinks);
        }
        return sinks.get(0);
    }

    @Override
    public Future<SpanSink> open(SpanHead head) {
        StoreException refused = openFailure;
        if (refused != null) {
            return Future.failedFuture(refused);
        }
        Promise<Void> held = opening;
        Future<Void> ready = held == null ? Future.succeededFuture() : held.future();
        return ready.map(open -> {
            Sink sink = new Sink(head);
            sinks.add(sink);
            return sink;
        });
    }

    /** One span as it was written. */
    final class Sink implements SpanSink {
        private final SpanHead head;
        private final Buffer bytes = Buffer.buffer();
        private int ends;
        private boolean drained;
        private @Nullable Runnable resume;

        Sink(SpanHead head) {
            this.head = head;
        }

        SpanHead head() {
            return head;
        }

        @Override
        public synchronized Future<Void> write(Buffer more) {
            if (ends > 0) {
                throw new AssertionError("write behind the end of " + head);
            }
            StoreException refused = writeFailure;
            if (refused != null && bytes.length() + more.length() > writeFailureAt) {
                return Future.failedFuture(refused);
            }
            bytes.appendBuffer(more);
            return Future.succeededFuture();
        }

        @Override
        public synchronized boolean isFull() {
            return !drained && bytes.length() >= fullAt;
        }

        @Override
        public synchronized void onDrain(Runnable whenDrained) {
            resume = whenDrained;
        }

        /** Has room again; to be called on the fetcher's context. */
        void drain() {
            Runnable waiting;
            synchronized (this) {
                drained = true;
                waiting = resume;
            }
            if (waiting != null) {
                waiting.run();
            }
        }

        @Override
        public synchronized Future<Void> end() {
            ends++;
            return Future.succeededFuture();
        }

        synchronized boolean hasEndedOnce() {
            return ends == 1;
        }

        synchronized long length() {
            return bytes.length();
        }

        synchronized boolean isWhole() {
            return bytes.length() == head.range().length();
        }

        /** Returns the first wrong byte's offset. */
        synchronized OptionalLong firstMismatch(RampContent content) {
            return content.firstMismatch(bytes, head.range().start());
        }

        ByteRange range() {
            return head.range();
        }

        @Override
        public String toString() {
            return head.command() + " " + head.range() + " has " + length();
        }
    }
}
