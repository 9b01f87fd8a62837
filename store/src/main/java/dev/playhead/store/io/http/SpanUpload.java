package dev.playhead.store.io.http;

import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.bytes.http.StoreProtocol;
import dev.playhead.common.http.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * A span that comes as the body of a PUT. Event loop only.
 *
 * <p>A refusal is sent as soon as it is known, which may be in the middle of the body; what follows is thrown away, and
 * what came before stays. A body that breaks off is an end like any other: what it brought stays too.
 */
final class SpanUpload {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private boolean over;

    SpanUpload(HttpServerRequest request) {
        this.request = request;
        this.response = request.response();
        request.exceptionHandler(gone -> over = true);
    }

    void begin(SpanSink sink) {
        if (over) {
            sink.end();
            return;
        }
        request.handler(bytes -> take(sink, bytes))
                .endHandler(last -> finish(sink))
                .exceptionHandler(gone -> abort(sink));
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            response.writeContinue();
        }
        request.resume();
    }

    private void take(SpanSink sink, Buffer bytes) {
        if (over) {
            return;
        }
        sink.write(bytes).onFailure(failure -> giveUp(sink, failure));
        if (sink.isFull()) {
            request.pause();
            sink.onDrain(request::resume);
        }
    }

    private void finish(SpanSink sink) {
        if (!over) {
            over = true;
            sink.end()
                    .onSuccess(stored -> response.setStatusCode(204).end())
                    .onFailure(failure -> StoreProtocol.toProblem(failure).send(response));
        }
    }

    private void abort(SpanSink sink) {
        if (!over) {
            over = true;
            sink.end();
        }
    }

    /** The answer follows the commit of what was written, so that who reads it knows where things stand. */
    private void giveUp(SpanSink sink, Throwable failure) {
        if (!over) {
            over = true;
            sink.end()
                    .onSuccess(stored -> answer(StoreProtocol.toProblem(failure)))
                    .onFailure(lost -> answer(StoreProtocol.toProblem(lost)));
            request.resume();
        }
    }

    /** Refuses before a byte was taken. */
    void refuse(Problem problem) {
        if (!over) {
            over = true;
            request.handler(thrownAway -> {});
            request.resume();
            answer(problem);
        }
    }

    /** The connection is of no use after an answer that did not wait for the body. */
    private void answer(Problem problem) {
        response.putHeader("connection", "close");
        problem.send(response);
    }
}
