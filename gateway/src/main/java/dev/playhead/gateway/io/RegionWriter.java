package dev.playhead.gateway.io;

import dev.playhead.common.bytes.Slice;
import dev.playhead.common.bytes.socket.FileSender;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;

/** Writes what is in files straight to the connection, and as buffers what is not. Event loop only. */
final class RegionWriter implements BodyWriter {
    private final HttpServerResponse response;
    private final FileSender files;
    private final BodyWriter buffers;
    private boolean inFile;

    /** @param buffers for what is not in a file */
    RegionWriter(HttpServerResponse response, FileSender files, BodyWriter buffers) {
        this.response = response;
        this.files = files;
        this.buffers = buffers;
    }

    @Override
    public Future<Void> write(Slice slice) {
        inFile = slice instanceof Slice.OfFile;
        if (!(slice instanceof Slice.OfFile file)) {
            return buffers.write(slice);
        }
        if (!response.headWritten()) {
            response.writeHead();
        }
        return files.send(file);
    }

    @Override
    public long progress() {
        return inFile ? files.progress() : buffers.progress();
    }
}
