package dev.playhead.gateway.io;

import dev.playhead.common.bytes.socket.FileSender;
import dev.playhead.common.bytes.socket.PageWindows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The body of the response to one request; files go without a copy where the connection takes them so. Event loop only. */
final class HttpBodyOutput implements BodyOutput {
    private final HttpServerRequest request;
    private final Vertx vertx;
    private final PageWindows pages;

    HttpBodyOutput(HttpServerRequest request, Vertx vertx, PageWindows pages) {
        this.request = request;
        this.vertx = vertx;
        this.pages = pages;
    }

    @Override
    public BodyWriter writer(String head) {
        return head.isEmpty() ? slices() : new PrefacedWriter(request.response(), head, slices());
    }

    private BodyWriter slices() {
        BodyWriter buffers = new BufferWriter(vertx, request.response());
        return FileSender.of(request, pages)
                .<BodyWriter>map(files -> new RegionWriter(request.response(), files, buffers))
                .orElse(buffers);
    }

    @Override
    public Future<Void> end(String tail) {
        HttpServerResponse response = request.response();
        return tail.isEmpty() ? response.end() : response.end(Buffer.buffer(tail));
    }
}
