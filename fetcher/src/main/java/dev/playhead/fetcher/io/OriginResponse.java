package dev.playhead.fetcher.io;

import dev.playhead.common.security.Secrets;
import dev.playhead.fetcher.core.ResponseHead;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An origin's answer whose body has not been read yet: paused until someone takes it. Event loop only. */
final class OriginResponse {
    /** Reading so much to keep a connection costs less than opening another. */
    private static final long WORTH_DRAINING = 64 * 1024;

    private static final long DRAIN_MILLIS = 1000;

    private final Vertx vertx;
    private final HttpClientRequest request;
    private final HttpClientResponse response;
    private final Duration timeToFirstByte;
    private Handler<Throwable> whenBroken = cause -> {};
    private @Nullable Throwable broken;
    private boolean ended;
    private boolean redirected;

    /** To be called in the very event that brings the response. */
    OriginResponse(Vertx vertx, HttpClientRequest request, HttpClientResponse response, Duration timeToFirstByte) {
        this.vertx = vertx;
        this.request = request;
        this.response = response.pause();
        this.timeToFirstByte = timeToFirstByte;
        response.exceptionHandler(this::broke);
    }

    /** Marks it as the answer of a place that another redirected to. */
    OriginResponse afterRedirect() {
        redirected = true;
        return this;
    }

    boolean wasRedirected() {
        return redirected;
    }

    ResponseHead head() {
        Map<String, String> fields = new HashMap<>();
        response.headers()
                .forEach((name, value) ->
                        fields.merge(name.toLowerCase(Locale.ROOT), value, (one, other) -> one + ", " + other));
        return new ResponseHead(response.statusCode(), fields);
    }

    int status() {
        return response.statusCode();
    }

    @Nullable
    String location() {
        return response.getHeader(HttpHeaders.LOCATION);
    }

    /** Shows no secrets. */
    String maskedLocation() {
        String location = location();
        return location == null ? "nowhere" : Secrets.maskUrl(location);
    }

    Duration timeToFirstByte() {
        return timeToFirstByte;
    }

    /** Begins to deliver the body; {@code broken} is called at most once, when the connection fails before its end. */
    void read(Handler<Buffer> data, Handler<Void> end, Handler<Throwable> brokenHandler) {
        whenBroken = brokenHandler;
        if (broken != null) {
            brokenHandler.handle(broken);
            return;
        }
        response.handler(data);
        response.endHandler(none -> {
            ended = true;
            end.handle(none);
        });
        response.resume();
    }

    void pause() {
        response.pause();
    }

    void resume() {
        response.resume();
    }

    /**
     * Closes the connection at once, unless the body is at its end.
     *
     * <p>What has come of it is taken first. A connection stops reading behind so many unread pieces, and when the last of
     * them is the body's end it is back in its pool by then, where nobody would make it read again.
     */
    void abort() {
        whenBroken = cause -> {};
        if (isOver()) {
            return;
        }
        drain(data -> {});
        if (!isOver()) {
            request.reset();
        }
    }

    /** Reads what is left when it is little, so that the connection can be used again, and closes it when it is not. */
    void discard() {
        whenBroken = cause -> {};
        if (isOver()) {
            return;
        }
        long[] left = {WORTH_DRAINING};
        drain(data -> {
            left[0] -= data.length();
            if (left[0] < 0) {
                abort();
            }
        });
        vertx.setTimer(DRAIN_MILLIS, late -> abort());
    }

    private boolean isOver() {
        return ended || broken != null;
    }

    private void drain(Handler<Buffer> data) {
        response.handler(data);
        response.endHandler(none -> ended = true);
        response.resume();
    }

    private void broke(Throwable cause) {
        if (!isOver()) {
            broken = cause;
            whenBroken.handle(cause);
        }
    }
}
