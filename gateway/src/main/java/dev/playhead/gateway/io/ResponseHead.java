package dev.playhead.gateway.io;

import dev.playhead.common.http.MediaProblems;
import dev.playhead.common.http.core.PlannedAnswer;
import dev.playhead.gateway.core.fresh.CacheFields;
import io.vertx.core.http.HttpServerResponse;

/** Writes planned answers into heads of responses. */
final class ResponseHead {
    static final String CACHE_STATUS = "cache-status";

    private ResponseHead() {}

    /** Sets status and header fields. */
    static void set(HttpServerResponse response, PlannedAnswer answer, CacheFields cache) {
        response.setStatusCode(answer.plan().status());
        cache.tell(response::putHeader);
        answer.fields(response::putHeader);
    }

    /** Sends an answer that has no body of the media. */
    static void sendWithoutBody(HttpServerResponse response, PlannedAnswer answer, CacheFields cache) {
        if (!MediaProblems.send(response, answer)) {
            set(response, answer, cache);
            response.end().onFailure(gone -> response.reset());
        }
    }
}
