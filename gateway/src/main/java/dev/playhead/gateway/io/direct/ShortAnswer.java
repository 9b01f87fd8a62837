package dev.playhead.gateway.io.direct;

import io.vertx.core.http.HttpClientResponse;

/** The end of an answer of which only the head was wanted. Event loop only. */
public final class ShortAnswer {
    /** What costs less to read, bytes, than a new connection does. */
    private static final long SHORT_BODY = 16 * 1024;

    private ShortAnswer() {}

    /** Lets a byte or a short refusal be read, to keep the connection; breaks off whatever is longer. */
    public static void leave(HttpClientResponse answer) {
        // Nobody needs the rest; without a handler its failure would be logged as an error.
        answer.exceptionHandler(broken -> {});
        Long length = DirectFields.of(answer).contentLength();
        if (answer.statusCode() != 304 && (length == null || length > SHORT_BODY)) {
            answer.request().reset();
        }
    }
}
