package dev.playhead.gateway.io.direct;

import dev.playhead.common.model.MediaVersion;
import dev.playhead.gateway.core.stream.DirectAnswer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One answer of an origin, shared by all streams whose positions lie close together: what came last stays in a window, and
 * more is read when the foremost stream wants it and the hindmost still finds its place. Event loop only.
 *
 * <p>A stream that takes nothing while another waits for it loses its place after a while; it may ask the origin for itself.
 */
final class DirectFeed {
    /** What one feed may hold in memory; streams of one herd that start together lie closer. */
    static final long WINDOW = 4 * 1024 * 1024;
    /** What stays although all have read it, for those of the herd who come a little later. */
    static final long KEPT = WINDOW / 2;
    /** As long as players pause between two reads while their buffer is full. */
    static final long GRACE_MILLIS = 1000;

    private final Vertx vertx;
    private final HttpClientResponse answer;
    private final DirectAnswer holds;
    private final Window window;
    private final Runnable ended;
    private final Map<DirectSource, Seat> seats = new LinkedHashMap<>();
    private @Nullable Long grace;
    private @Nullable Throwable over;
    private boolean fetching;

    /** Where a stream reads. */
    private static final class Seat {
        private long position;
        private int limit;
        private @Nullable Promise<Buffer> waiting;
    }

    /**
     * Takes an answer that is paused.
     *
     * @param ended called once, when no more is read of the answer
     */
    DirectFeed(Vertx vertx, HttpClientResponse answer, DirectAnswer holds, Runnable ended) {
        this.vertx = vertx;
        this.answer = answer;
        this.holds = holds;
        this.window = new Window(holds.range().start());
        this.ended = ended;
        answer.handler(this::came);
        answer.endHandler(end -> stop(new DirectFailure.Broken("the answer is over")));
        answer.exceptionHandler(cause -> stop(new DirectFailure.Broken(String.valueOf(cause.getMessage()))));
    }

    MediaVersion version() {
        return holds.version();
    }

    /** Whether a stream at a position can go on here. */
    boolean hasPlaceAt(long position) {
        boolean more = over == null ? position < holds.range().end() : position < window.end();
        return more && position >= window.start() && position <= window.end();
    }

    /** Takes a place for a stream, at a position where there is one. */
    void join(DirectSource source, long position) {
        Seat seat = new Seat();
        seat.position = position;
        seats.put(source, seat);
    }

    /** Where the bytes end that are here from a position on. */
    long end(long position) {
        return position >= window.start() && position <= window.end() ? window.end() : position;
    }

    /**
     * Reads on; one call of a source at a time, at a position where there is place.
     *
     * @return fails with {@link DirectFailure.Broken} when the answer breaks off or the place is lost
     */
    Future<Buffer> read(DirectSource source, long position, int limit) {
        Seat seat = seats.computeIfAbsent(source, newcomer -> new Seat());
        seat.position = position;
        if (position < window.end()) {
            Buffer bytes = window.from(position, limit);
            seat.position = position + bytes.length();
            trim();
            return Future.succeededFuture(bytes);
        }
        Throwable cause = over;
        if (cause != null) {
            return Future.failedFuture(cause);
        }
        Promise<Buffer> promise = Promise.promise();
        seat.waiting = promise;
        seat.limit = limit;
        fetch();
        return promise.future();
    }

    /** Gives a place up; the answer is left when it was the last. */
    void leave(DirectSource source) {
        seats.remove(source);
        if (seats.isEmpty()) {
            stop(new DirectFailure.Broken("nobody reads any more"));
        } else {
            trim();
            fetch();
        }
    }

    private void came(Buffer bytes) {
        fetching = false;
        long room = holds.range().end() - window.end();
        // What an origin sends beyond what it announced belongs to nothing.
        window.add(bytes.length() <= room ? bytes : bytes.slice(0, (int) room));
        for (Seat seat : List.copyOf(seats.values())) {
            Promise<Buffer> promise = seat.waiting;
            if (promise != null && seat.position < window.end()) {
                Buffer given = window.from(seat.position, seat.limit);
                seat.waiting = null;
                seat.position += given.length();
                promise.complete(given);
            }
        }
        trim();
        fetch();
    }

    /** Reads more if the foremost stream waits, unless that would cost the hindmost its place; then that has its grace. */
    private void fetch() {
        boolean wanted = seats.values().stream().anyMatch(seat -> seat.waiting != null);
        if (!wanted || fetching || over != null) {
            return;
        }
        if (window.end() - hindmost() < WINDOW) {
            fetching = true;
            answer.fetch(1);
        } else if (grace == null) {
            grace = vertx.setTimer(GRACE_MILLIS, timer -> {
                grace = null;
                long tooFar = window.end() - KEPT;
                seats.values().removeIf(seat -> seat.waiting == null && seat.position < tooFar);
                trim();
                fetch();
            });
        }
    }

    private void trim() {
        window.forget(Math.min(hindmost(), window.end() - KEPT));
    }

    private long hindmost() {
        return seats.values().stream().mapToLong(seat -> seat.position).min().orElse(window.end());
    }

    private void stop(Throwable cause) {
        if (over != null) {
            return;
        }
        over = cause;
        if (grace != null) {
            vertx.cancelTimer(grace);
        }
        ended.run();
        answer.request().reset();
        for (Seat seat : List.copyOf(seats.values())) {
            Promise<Buffer> promise = seat.waiting;
            seat.waiting = null;
            if (promise != null) {
                promise.fail(cause);
            }
        }
    }
}
