package dev.playhead.store.io.http;

import dev.playhead.common.bytes.Slice;
import dev.playhead.common.bytes.socket.FileSender;
import dev.playhead.common.bytes.socket.PageWindows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Sends slices into a response whose head is written, one after another. Where regions of files do not work (TLS, HTTP/2),
 * they are read into buffers. Event loop only.
 */
final class SliceSender {
    /** Memory a stream where regions do not work. */
    private static final int BUFFER_BYTES = 128 * 1024;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final Optional<FileSender> files;

    private SliceSender(Vertx vertx, HttpServerResponse response, Optional<FileSender> files) {
        this.vertx = vertx;
        this.response = response;
        this.files = files;
    }

    /**
     * What all responses of a listener are sent with.
     *
     * @param pages of the files that are read, shared with the other listeners
     * @param time tells how fast a reader takes them
     */
    record Means(Vertx vertx, PageWindows pages, InstantSource time) {
        /** Makes a sender for the response to a request. */
        SliceSender sender(HttpServerRequest request) {
            return new SliceSender(vertx, request.response(), FileSender.of(request, pages));
        }
    }

    /** Succeeds when the socket has taken all of the slice; fails when the connection is gone or the file is unreadable. */
    Future<Void> send(Slice slice) {
        if (slice instanceof Slice.OfBuffer bytes) {
            return response.write(bytes.buffer());
        }
        Slice.OfFile file = (Slice.OfFile) slice;
        return files.map(regions -> regions.send(file)).orElseGet(() -> copy(file, 0));
    }

    private Future<Void> copy(Slice.OfFile file, int from) {
        if (from == file.length()) {
            return Future.succeededFuture();
        }
        int count = Math.min(BUFFER_BYTES, file.length() - from);
        return vertx.executeBlocking(() -> read(file.channel(), file.offset() + from, count))
                .compose(response::write)
                .compose(written -> copy(file, from + count));
    }

    private static Buffer read(FileChannel channel, long offset, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw new EOFException("file ends at " + (offset + bytes.position()));
            }
        }
        return Buffer.buffer(bytes.array());
    }
}
