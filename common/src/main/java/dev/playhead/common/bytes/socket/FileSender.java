package dev.playhead.common.bytes.socket;

import dev.playhead.common.bytes.Slice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultFileRegion;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.VertxConnection;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends regions of files into an HTTP/1 response whose head is written, without copying them on the way to the socket, as
 * many as it takes: from mapped pages where there are some, else by {@code sendfile}.
 *
 * <p>The one class on Vert.x's internal API: {@code HttpServerResponse.sendFile} sends one region and ends the response.
 * Here regions go straight to the connection, past the response's queue, so one must be sent before anything else is
 * written. Each is completed by the channel when the socket has taken all of it, and {@code end()} of the response closes
 * the message, so the connection can be used again. {@code VertxConnection.sendFile} would do, but it logs an error with
 * its trace for each player that leaves, and does not tell how far a region got. Event loop only.
 */
public final class FileSender {
    private final VertxConnection connection;
    private final PageWindows pages;
    private @Nullable ByteBuf lent;
    private @Nullable SharedRegion region;

    private FileSender(VertxConnection connection, PageWindows pages) {
        this.connection = connection;
        this.pages = pages;
    }

    /**
     * Makes a sender for the response to a request; empty where a connection takes no regions: through TLS, and in the
     * frames of HTTP/2.
     *
     * @param pages lends what it can; the rest goes by the file's channel
     */
    public static Optional<FileSender> of(HttpServerRequest request, PageWindows pages) {
        return request.version() != HttpVersion.HTTP_2
                        && !request.isSSL()
                        && request.connection() instanceof VertxConnection connection
                ? Optional.of(new FileSender(connection, pages))
                : Optional.empty();
    }

    /**
     * Sends a region.
     *
     * @return succeeds when the socket has taken all of it; fails when the connection is gone or the file cannot be read,
     *     which ends the connection
     */
    public Future<Void> send(Slice.OfFile file) {
        region = null;
        lent = null;
        return pages.borrow(file.channel(), file.offset(), file.length())
                .map(this::sendPages)
                .orElseGet(() -> sendRegion(file));
    }

    /** The channel tells of every message whether it was written or dropped; only then nobody reads the pages. */
    private Future<Void> sendPages(PageWindows.Loan loan) {
        ByteBuf bytes = Unpooled.wrappedBuffer(loan.bytes());
        lent = bytes;
        return write(bytes).onComplete(done -> loan.giveBack());
    }

    private Future<Void> sendRegion(Slice.OfFile file) {
        SharedRegion next = new SharedRegion(file.channel(), file.offset(), file.length());
        region = next;
        return write(next);
    }

    private Future<Void> write(Object message) {
        Promise<Void> written = Promise.promise();
        connection.writeToChannel(message, written);
        return written.future();
    }

    /** How many bytes of the region being sent the socket has taken so far; of the last one when it is sent. */
    public long progress() {
        if (lent != null) {
            return lent.readerIndex();
        }
        return region == null ? 0 : region.transferred();
    }

    /** A region whose channel stays open for everybody else. */
    private static final class SharedRegion extends DefaultFileRegion {
        SharedRegion(FileChannel channel, long offset, long length) {
            super(channel, offset, length);
        }

        @Override
        protected void deallocate() {
            // The store closes its channels.
        }
    }
}
