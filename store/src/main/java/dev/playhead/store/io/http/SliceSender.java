package dev.playhead.store.io.http;

import dev.playhead.common.bytes.Slice;
import io.netty.channel.DefaultFileRegion;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.VertxConnection;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Sends slices into a response whose head is written. Event loop only.
 *
 * <p>The one class here on Vert.x's internal API: the public {@code sendFile} sends one region and ends the response.
 * Regions go straight to the connection, past its queue, so one slice must be sent before the next is begun. Where
 * regions do not work (TLS, HTTP/2), files are read into buffers.
 */
final class SliceSender {
    /** Memory a stream where regions do not work. */
    private static final int BUFFER_BYTES = 128 * 1024;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final @Nullable VertxConnection connection;

    SliceSender(Vertx vertx, HttpServerRequest request) {
        this.vertx = vertx;
        this.request = request;
        this.connection = request.version() != HttpVersion.HTTP_2
                        && !request.isSSL()
                        && request.connection() instanceof VertxConnection plain
                ? plain
                : null;
    }

    /** Succeeds when the socket has taken all of the slice; fails when the connection is gone or the file is unreadable. */
    Future<Void> send(Slice slice) {
        if (slice instanceof Slice.OfBuffer bytes) {
            return request.response().write(bytes.buffer());
        }
        Slice.OfFile file = (Slice.OfFile) slice;
        if (connection == null) {
            return copy(file, 0);
        }
        Promise<Void> sent = Promise.promise();
        connection.writeToChannel(new SharedRegion(file), sent);
        return sent.future();
    }

    private Future<Void> copy(Slice.OfFile file, int from) {
        if (from == file.length()) {
            return Future.succeededFuture();
        }
        int count = Math.min(BUFFER_BYTES, file.length() - from);
        return vertx.executeBlocking(() -> read(file.channel(), file.offset() + from, count))
                .compose(request.response()::write)
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

    /** A region whose channel stays open for everybody else. */
    private static final class SharedRegion extends DefaultFileRegion {
        SharedRegion(Slice.OfFile file) {
            super(file.channel(), file.offset(), file.length());
        }

        @Override
        protected void deallocate() {
            // The store closes its channels.
        }
    }
}
