package dev.playhead.gateway.io;

import dev.playhead.common.http.MediaProblems;
import dev.playhead.common.http.core.PlannedAnswer;
import io.vertx.core.http.HttpServerResponse;

/** Writes planned answers into heads of responses. */
final class ResponseHead {
    static final String CACHE_STATUS = "cache-status";
    /** The answer was there without waiting for the origin. */
    static final String HIT = "playhead; hit";
    /** The pipeline had no part in the answer. */
    static final String BYPASS = "playhead; fwd=bypass";

    private ResponseHead() {}

    /**
     * Sets status and header fields.
     *
     * @param hit whether the answer was there without waiting for the origin (RFC 9211)
     */
    static void set(HttpServerResponse response, PlannedAnswer answer, boolean hit) {
        response.setStatusCode(answer.plan().status()).putHeader(CACHE_STATUS, hit ? HIT : "playhead; fwd=miss");
        answer.fields(response::putHeader);
    }

    /** Says that the pipeline has no part in the answer so far, if it has none. */
    static void tellWay(HttpServerResponse response, boolean direct) {
        if (direct) {
            response.putHeader(CACHE_STATUS, BYPASS);
        }
    }

    /** Sends an answer that has no body of the media. */
    static void sendWithoutBody(HttpServerResponse response, PlannedAnswer answer, boolean hit) {
        if (!MediaProblems.send(response, answer)) {
            set(response, answer, hit);
            response.end().onFailure(gone -> response.reset());
        }
    }
}
