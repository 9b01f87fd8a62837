package dev.playhead.store.io.media;

import dev.playhead.common.model.ByteRange;

/** Is told what is stored and what is read, for as long as it is the current version. Must not wait. */
public interface Usage {

    /** Bytes have been written; on the version's lane. */
    void stored(StoredVersion version, ByteRange range);

    /** A read has begun; on an event loop. */
    void opened(StoredVersion version);

    /**
     * A read goes on at a position; on an event loop.
     *
     * @param began the first position that it has come to
     */
    void reached(StoredVersion version, long began, long position);

    /** The version is replaced or removed: it counts no longer. */
    void retired(StoredVersion version);
}
