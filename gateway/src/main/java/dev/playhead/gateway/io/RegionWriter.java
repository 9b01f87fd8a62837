package dev.playhead.gateway.io;

import dev.playhead.common.bytes.Slice;
import io.netty.channel.DefaultFileRegion;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.VertxConnection;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Writes regions of files into an HTTP/1 response without copying them, as many as it takes.
 *
 * <p>The one class on Vert.x's internal API: {@code HttpServerResponse.sendFile} sends one region and ends the response.
 * Here the head goes out first, then regions straight to the connection, each completed by the channel when the socket
 * has taken all of it, and {@code end()} closes the message, so the connection can be used again. {@code
 * VertxConnection.sendFile} would do, but it logs an error with its trace for each player that leaves, and does not
 * tell how far a region got. Event loop only.
 */
final class RegionWriter implements BodyWriter {
    private final HttpServerResponse response;
    private final VertxConnection connection;
    private final BodyWriter buffers;
    private @Nullable SharedRegion region;

    private RegionWriter(HttpServerResponse response, VertxConnection connection, BodyWriter buffers) {
        this.response = response;
        this.connection = connection;
        this.buffers = buffers;
    }

    /** Whether a connection takes regions: not through TLS, and not in the frames of HTTP/2. */
    static boolean suits(HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_2
                && !request.isSSL()
                && request.connection() instanceof VertxConnection;
    }

    /** @param buffers for what is not in a file */
    static BodyWriter of(HttpServerRequest request, BodyWriter buffers) {
        return new RegionWriter(request.response(), (VertxConnection) request.connection(), buffers);
    }

    @Override
    public Future<Void> write(Slice slice) {
        if (!(slice instanceof Slice.OfFile file)) {
            region = null;
            return buffers.write(slice);
        }
        if (!response.headWritten()) {
            response.writeHead();
        }
        SharedRegion next = new SharedRegion(file.channel(), file.offset(), file.length());
        region = next;
        Promise<Void> written = Promise.promise();
        connection.writeToChannel(next, written);
        return written.future();
    }

    @Override
    public long progress() {
        return region == null ? buffers.progress() : region.transferred();
    }

    /** A region whose file stays open when it was sent. */
    private static final class SharedRegion extends DefaultFileRegion {
        SharedRegion(FileChannel channel, long offset, long length) {
            super(channel, offset, length);
        }

        @Override
        protected void deallocate() {}
    }
}
