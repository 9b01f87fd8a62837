package dev.playhead.common.bytes;

import io.vertx.core.buffer.Buffer;
import java.nio.channels.FileChannel;

/** Some readable bytes, in the form that costs least to send. */
public sealed interface Slice {
    /** Bytes; positive. */
    int length();

    /**
     * A region of a file, for a socket.
     *
     * @param channel shared and read-only; do not close it, do not interrupt a thread that uses it
     * @param offset of the first byte in the file
     */
    record OfFile(FileChannel channel, long offset, int length) implements Slice {}

    /**
     * Bytes in memory.
     *
     * @param buffer may be shared with other readers: do not change it
     */
    record OfBuffer(Buffer buffer) implements Slice {
        @Override
        public int length() {
            return buffer.length();
        }
    }
}
