package dev.playhead.gateway.io;

import dev.playhead.common.bytes.Slice;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Writes slices as buffers, for connections that frame or encrypt what they carry; holds one piece of a file in memory
 * at most. Event loop only; files are read by workers.
 */
final class BufferWriter implements BodyWriter {
    /** Larger pieces gain nothing, and a thousand slow players of them fill the memory. */
    private static final int PIECE = 256 * 1024;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private long progress;

    BufferWriter(Vertx vertx, HttpServerResponse response) {
        this.vertx = vertx;
        this.response = response;
    }

    @Override
    public Future<Void> write(Slice slice) {
        progress = 0;
        return slice instanceof Slice.OfFile file ? writeFile(file) : response.write(((Slice.OfBuffer) slice).buffer());
    }

    @Override
    public long progress() {
        return progress;
    }

    private Future<Void> writeFile(Slice.OfFile file) {
        long left = file.length() - progress;
        if (left == 0) {
            return Future.succeededFuture();
        }
        int count = (int) Math.min(PIECE, left);
        long offset = file.offset() + progress;
        return vertx.executeBlocking(() -> read(file.channel(), offset, count), false)
                .compose(response::write)
                .compose(written -> {
                    progress += count;
                    return writeFile(file);
                });
    }

    private static Buffer read(FileChannel channel, long offset, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw new EOFException("file ends at " + (offset + bytes.position()) + " inside of a readable region");
            }
        }
        return Buffer.buffer(bytes.array());
    }
}
