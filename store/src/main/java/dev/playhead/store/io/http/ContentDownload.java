package dev.playhead.store.io.http;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.http.StoreProtocol;
import dev.playhead.common.http.ContentRange;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/**
 * A range that goes out as the body of a GET, bytes as they land. Event loop only.
 *
 * <p>The head leaves when the media is described, which may be before there is a byte. What cannot be completed breaks
 * the connection: a short body must never look like a whole one.
 */
final class ContentDownload {
    /** Services wait as they please. */
    private static final RangeSender.Pace PACE = new RangeSender.Pace(Optional.empty(), Optional.empty());

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final MediaRead read;
    private final RequestedRange range;
    private final RangeSender sender;
    private boolean gone;

    ContentDownload(SliceSender.Means means, HttpServerRequest request, MediaRead read, RequestedRange range) {
        this.request = request;
        this.response = request.response();
        this.read = read;
        this.range = range;
        this.sender = new RangeSender(read, means, request, PACE);
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
        StoreProtocol.writeFreshness(response.headers(), read.freshness());
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
        response.writeHead()
                .compose(head -> sender.send(bytes))
                .compose(all -> response.end())
                .onFailure(failure -> request.connection().close())
                .onComplete(done -> leave());
    }
}
