package dev.playhead.store.io.audit;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaId;

/**
 * A chunk whose bytes are not what was stored, or not there.
 *
 * @param version its number in the index
 */
public record Damage(MediaId media, long version, long chunk, ByteRange range, Kind kind) {

    /** What is wrong. */
    public enum Kind {
        /** The bytes do not match their checksum. */
        CHANGED,
        /** There are none: the file is gone, too short or unreadable. */
        MISSING
    }

    @Override
    public String toString() {
        return "media " + media + ", bytes " + range + ": "
                + (kind == Kind.CHANGED ? "do not match their checksum" : "are missing");
    }
}
