package dev.playhead.gateway.io;

import dev.playhead.common.http.MediaProblems;
import dev.playhead.common.http.Problem;
import dev.playhead.gateway.core.stream.Verdict;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/** The one place that turns failures into error answers. Event loop only. */
public final class Problems {
    private static final int UNAVAILABLE = 503;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final GatewayStats stats;

    public Problems(GatewayStats stats) {
        this.stats = stats;
    }

    /** @param detail what is wrong; no secrets */
    void send(HttpServerResponse response, int status, String detail) {
        stats.refused();
        new Problem(status, HttpResponseStatus.valueOf(status).reasonPhrase(), detail).send(response);
    }

    void send(HttpServerResponse response, Verdict.Fail fail) {
        Long length = fail.length();
        if (length != null) {
            stats.refused();
            MediaProblems.unsatisfiable(response, length);
            return;
        }
        Duration retryAfter = fail.retryAfter();
        if (retryAfter != null) {
            response.putHeader("retry-after", seconds(retryAfter));
        }
        send(response, fail.status(), fail.detail());
    }

    void unavailable(HttpServerResponse response, String detail, Duration retryAfter) {
        response.putHeader("retry-after", seconds(retryAfter));
        send(response, UNAVAILABLE, detail);
    }

    void methodNotAllowed(HttpServerResponse response, String method, String allowed) {
        response.putHeader("allow", allowed);
        send(response, METHOD_NOT_ALLOWED, "method " + method + " is not allowed here; " + allowed + " are");
    }

    /** Rounded up: to come back too early is in vain. */
    private static String seconds(Duration duration) {
        return Long.toString((duration.toMillis() + 999) / 1000);
    }
}
