package dev.playhead.gateway.io;

import dev.playhead.common.bytes.Slice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
 * Writes regions of files into an HTTP/1 response without copying them on the way to the socket, as many as it takes.
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
    private final PageWindows pages;
    private final BodyWriter buffers;
    private @Nullable SharedRegion region;
    private @Nullable ByteBuf lent;

    private RegionWriter(
            HttpServerResponse response, VertxConnection connection, PageWindows pages, BodyWriter buffers) {
        this.response = response;
        this.connection = connection;
        this.pages = pages;
        this.buffers = buffers;
    }

    /** Whether a connection takes regions: not through TLS, and not in the frames of HTTP/2. */
    static boolean suits(HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_2
                && !request.isSSL()
                && request.connection() instanceof VertxConnection;
    }

    /**
     * Makes a writer for a connection that takes regions.
     *
     * @param pages lends what it can; the rest goes by the file's channel
     * @param buffers for what is not in a file
     */
    static BodyWriter of(HttpServerRequest request, PageWindows pages, BodyWriter buffers) {
        return new RegionWriter(request.response(), (VertxConnection) request.connection(), pages, buffers);
    }

    @Override
    public Future<Void> write(Slice slice) {
        region = null;
        lent = null;
        if (!(slice instanceof Slice.OfFile file)) {
            return buffers.write(slice);
        }
        if (!response.headWritten()) {
            response.writeHead();
        }
        return pages.borrow(file.channel(), file.offset(), file.length())
                .map(this::writePages)
                .orElseGet(() -> writeRegion(file));
    }

    /** The channel tells of every message whether it was written or dropped; only then nobody reads the pages. */
    private Future<Void> writePages(PageWindows.Loan loan) {
        ByteBuf bytes = Unpooled.wrappedBuffer(loan.bytes());
        lent = bytes;
        return send(bytes).onComplete(done -> loan.giveBack());
    }

    private Future<Void> writeRegion(Slice.OfFile file) {
        SharedRegion next = new SharedRegion(file.channel(), file.offset(), file.length());
        region = next;
        return send(next);
    }

    private Future<Void> send(Object message) {
        Promise<Void> written = Promise.promise();
        connection.writeToChannel(message, written);
        return written.future();
    }

    @Override
    public long progress() {
        if (lent != null) {
            return lent.readerIndex();
        }
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
