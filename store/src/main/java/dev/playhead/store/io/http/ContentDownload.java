package dev.playhead.store.io.http;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.http.StoreProtocol;
import dev.playhead.common.http.ContentRange;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * A range that goes out as the body of a GET, bytes as they land. Event loop only.
 *
 * <p>The head leaves when the media is described, which may be before there is a byte. What cannot be completed breaks
 * the connection: a short body must never look like a whole one.
 */
final class ContentDownload {
    /** One region on its way a reader: enough to keep a socket busy, little to hold on to. */
    private static final int REGION_BYTES = 4 * 1024 * 1024;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final MediaRead read;
    private final RequestedRange range;
    private final SliceSender sender;
    private boolean gone;

    ContentDownload(Vertx vertx, HttpServerRequest request, MediaRead read, RequestedRange range) {
        this.request = request;
        this.response = request.response();
        this.read = read;
        this.range = range;
        this.sender = new SliceSender(vertx, request);
    }

    void start() {
        response.closeHandler(closed -> leave());
        response.exceptionHandler(broken -> leave());
        read.version().onSuccess(this::describe).onFailure(failure -> {
            if (!gone) {
                StoreProtocol.toProblem(failure).send(response);
                leave();
            }
        });
    }

    private void leave() {
        gone = true;
        read.close();
    }

    private void describe(MediaVersion version) {
        if (gone) {
            return;
        }
        StoreProtocol.writeVersion(response.headers(), version);
        range.resolve(version.length()).ifPresentOrElse(bytes -> send(version, bytes), () -> {
            response.setStatusCode(416)
                    .putHeader("content-range", ContentRange.unsatisfied(version.length()))
                    .end();
            leave();
        });
    }

    private void send(MediaVersion version, ByteRange bytes) {
        response.setStatusCode(206)
                .putHeader("content-range", new ContentRange(bytes, version.length()).toHeader())
                .putHeader("content-length", Long.toString(bytes.length()));
        Promise<Void> sent = Promise.promise();
        response.writeHead().onSuccess(head -> pump(bytes, sent)).onFailure(sent::tryFail);
        sent.future()
                .compose(all -> response.end())
                .onFailure(failure -> request.connection().close())
                .onComplete(done -> leave());
    }

    /** One slice after another; a chain of futures as long as the film would never be freed. */
    private void pump(ByteRange rest, Promise<Void> sent) {
        read.next(rest.start(), (int) Math.min(REGION_BYTES, rest.length()))
                .compose(slice -> sender.send(slice).map(slice.length()))
                .onSuccess(length -> {
                    if (length == rest.length()) {
                        sent.complete();
                    } else {
                        pump(new ByteRange(rest.start() + length, rest.end()), sent);
                    }
                })
                .onFailure(sent::fail);
    }
}
