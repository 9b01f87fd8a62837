package dev.playhead.gateway.io;

import dev.playhead.common.bytes.Slice;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** Writes what comes before a part together with the part's first slice, so that it waits for it. Event loop only. */
final class PrefacedWriter implements BodyWriter {
    private final HttpServerResponse response;
    private final BodyWriter slices;
    private @Nullable Buffer preface;

    PrefacedWriter(HttpServerResponse response, String preface, BodyWriter slices) {
        this.response = response;
        this.preface = Buffer.buffer(preface);
        this.slices = slices;
    }

    /** One connection keeps the order of two writes: only the second has to be waited for. */
    @Override
    public Future<Void> write(Slice slice) {
        Buffer first = preface;
        preface = null;
        Future<Void> before = first == null ? Future.succeededFuture() : response.write(first);
        Future<Void> written = slices.write(slice);
        return before.failed() ? before : written;
    }

    @Override
    public long progress() {
        return slices.progress();
    }
}
