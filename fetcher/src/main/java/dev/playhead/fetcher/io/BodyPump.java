package dev.playhead.fetcher.io;

import dev.playhead.common.bytes.SpanSink;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;

/**
 * Moves the wanted bytes of one response into a sink, no faster than the sink takes them. Event loop only; used once.
 *
 * <p>Holds at most what is in one buffer: a full sink pauses the response, and TCP the origin.
 */
final class BodyPump {
    /** Whose bytes are moved. */
    interface Owner {
        /** A piece went into the sink. */
        void moved(long bytes);

        /** The sink did not take a piece; may come when the pump has long stopped. */
        void refused(Throwable cause);
    }

    private final Vertx vertx;
    private final OriginResponse response;
    private final SpanSink sink;
    private final long stallMillis;
    private final Owner owner;
    private final Promise<Void> done = Promise.promise();
    private long skip;
    private long left;
    private long lastByteNanos = System.nanoTime();
    private long timer = -1;
    private boolean paused;
    private boolean finished;

    /**
     * Makes a pump.
     *
     * @param stall how long the origin may be silent while it is not paused
     */
    BodyPump(Vertx vertx, OriginResponse response, SpanSink sink, Duration stall, Owner owner) {
        this.vertx = vertx;
        this.response = response;
        this.sink = sink;
        this.stallMillis = Math.max(1, stall.toMillis());
        this.owner = owner;
    }

    /**
     * Moves {@code count} bytes that come after {@code skip} others.
     *
     * @return succeeds when they are handed to the sink; fails with {@link IOException} when the body breaks off, stalls
     *     or is shorter, or the pump is stopped
     */
    Future<Void> run(long skip, long count) {
        this.skip = skip;
        this.left = count;
        watch(stallMillis);
        response.read(this::take, end -> fail("the body ended early"), cause -> fail("the body broke off: " + cause));
        return done.future();
    }

    /** Closes the connection and moves nothing more. */
    void stop() {
        fail("stopped");
    }

    private void take(Buffer data) {
        if (finished) {
            return;
        }
        lastByteNanos = System.nanoTime();
        int from = (int) Math.min(skip, data.length());
        skip -= from;
        int until = (int) Math.min(data.length(), from + left);
        if (until > from) {
            forward(until - from == data.length() ? data : data.slice(from, until));
        }
        if (finished) {
            return;
        }
        if (left == 0) {
            finish();
            response.discard();
            done.complete();
        } else if (sink.isFull()) {
            paused = true;
            response.pause();
            sink.onDrain(this::resume);
        }
    }

    private void forward(Buffer piece) {
        left -= piece.length();
        owner.moved(piece.length());
        sink.write(piece).onFailure(owner::refused);
    }

    private void resume() {
        if (paused && !finished) {
            paused = false;
            lastByteNanos = System.nanoTime();
            response.resume();
        }
    }

    private void watch(long millis) {
        timer = vertx.setTimer(Math.max(1, millis), fired -> {
            long silent = (System.nanoTime() - lastByteNanos) / 1_000_000;
            if (paused) {
                watch(stallMillis);
            } else if (silent >= stallMillis) {
                fail("no byte for " + stallMillis + " ms");
            } else {
                watch(stallMillis - silent);
            }
        });
    }

    private void fail(String because) {
        if (finish()) {
            response.abort();
            done.fail(new IOException(because));
        }
    }

    private boolean finish() {
        boolean first = !finished;
        finished = true;
        vertx.cancelTimer(timer);
        return first;
    }
}
