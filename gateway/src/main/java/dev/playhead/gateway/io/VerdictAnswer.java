package dev.playhead.gateway.io;

import dev.playhead.gateway.core.stream.Verdict;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/** What a player sees of a verdict: an honest status or the origin's own answer before the head, a break after it. */
final class VerdictAnswer {
    /** Configurations change by hand. */
    private static final Duration UNCONFIGURED_RETRY_AFTER = Duration.ofMinutes(1);

    private VerdictAnswer() {}

    /** Ends a response whose stream has ended. */
    static void give(Verdict verdict, HttpServerRequest http, PlayerRequest request, StreamServices services) {
        HttpServerResponse response = http.response();
        if (response.headWritten()) {
            services.stats().broken();
            response.reset();
        } else if (verdict instanceof Verdict.Fail fail) {
            services.problems().send(response, fail);
        } else if (request.origin().isPresent()) {
            services.passThrough().serve(http, request.origin().get());
        } else {
            services.problems()
                    .unavailable(
                            response,
                            "the pipeline cannot serve media " + request.media() + ", and its origin cannot be asked",
                            UNCONFIGURED_RETRY_AFTER);
        }
    }
}
