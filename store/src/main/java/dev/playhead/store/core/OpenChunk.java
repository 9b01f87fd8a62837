package dev.playhead.store.core;

import dev.playhead.common.model.ByteRange;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/** The running checksum of a chunk that is being written; it follows the bytes for as long as they come in order. */
final class OpenChunk {
    private final ByteRange range;
    private final CRC32C crc = new CRC32C();
    private long reached;

    OpenChunk(ByteRange range) {
        this.range = range;
        this.reached = range.start();
    }

    /** Takes written bytes; those that do not follow the ones before are left for a reading of the file. */
    void pass(long position, ByteBuffer bytes) {
        if (position == reached) {
            reached += bytes.remaining();
            crc.update(bytes);
        }
    }

    OptionalInt crc32c() {
        return reached == range.end() ? OptionalInt.of((int) crc.getValue()) : OptionalInt.empty();
    }
}
