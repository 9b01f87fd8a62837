package dev.playhead.store.io.http;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.Slice;
import dev.playhead.common.bytes.socket.SliceSize;
import dev.playhead.common.model.ByteRange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Sends ranges of a read into a response whose head is written, one slice after another. Event loop only. */
final class RangeSender {
    private final MediaRead read;
    private final SliceSender sender;
    private final Pace pace;
    private final InstantSource time;
    private final SliceSize size = new SliceSize();

    /**
     * How a range goes out.
     *
     * @param forBytes how long bytes may be waited for; empty for ever
     * @param forReader how long a reader may take for a slice; empty for ever
     */
    record Pace(Optional<Duration> forBytes, Optional<Duration> forReader) {}

    RangeSender(MediaRead read, SliceSender.Means means, HttpServerRequest request, Pace pace) {
        this.read = read;
        this.sender = means.sender(request);
        this.time = means.time();
        this.pace = pace;
    }

    /** Succeeds when there is a byte at a position; fails as {@link MediaRead#next} does, or when it is late. */
    Future<Void> await(long position) {
        return read.readableEnd(position) > position
                ? Future.succeededFuture()
                : within(pace.forBytes(), read.next(position, 1)).mapEmpty();
    }

    /** Succeeds when the socket has taken all of a range; fails when bytes or reader are late or gone. */
    Future<Void> send(ByteRange range) {
        Promise<Void> sent = Promise.promise();
        pump(range, sent);
        return sent.future();
    }

    /** A chain of futures as long as the film would never be freed. */
    private void pump(ByteRange rest, Promise<Void> sent) {
        next(rest)
                .compose(this::send)
                .onSuccess(length -> {
                    if (length == rest.length()) {
                        sent.complete();
                    } else {
                        pump(new ByteRange(rest.start() + length, rest.end()), sent);
                    }
                })
                .onFailure(sent::fail);
    }

    private Future<Slice> next(ByteRange rest) {
        return within(pace.forBytes(), read.next(rest.start(), (int) Math.min(size.bytes(), rest.length())));
    }

    /** Succeeds with how long the slice was, when the socket has taken all of it. */
    private Future<Integer> send(Slice slice) {
        Instant began = time.instant();
        return within(pace.forReader(), sender.send(slice)).map(sent -> {
            size.written(slice.length(), Duration.between(began, time.instant()));
            return slice.length();
        });
    }

    private static <T> Future<T> within(Optional<Duration> limit, Future<T> outcome) {
        return limit.isEmpty() || outcome.isComplete()
                ? outcome
                : outcome.timeout(limit.get().toMillis(), TimeUnit.MILLISECONDS);
    }
}
