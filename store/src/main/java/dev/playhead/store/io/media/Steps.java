package dev.playhead.store.io.media;

/**
 * Is told of each step on the way of bytes into a store and out of it, as soon as it is done. Tests end the process at each
 * of them and look what is left.
 */
@FunctionalInterface
public interface Steps {
    /** Nobody looks. */
    Steps UNWATCHED = step -> {};

    /** The steps, those of a write, of an eviction and of a change of version, each in its order. */
    enum Step {
        /** Bytes are in the file. */
        WRITTEN,
        /** Readers may have them. */
        READABLE,
        /** A whole chunk's row is on its way to the index. */
        SUBMITTED,
        /** The row is in the index. */
        INDEXED,
        /** The event has gone out. */
        TOLD,
        /** Files have been forced to the disk, the index not yet. */
        FORCED,
        /** A range is hidden from readers. */
        HIDDEN,
        /** Its rows are out of the index. */
        UNINDEXED,
        /** Its blocks have been given back. */
        GIVEN_BACK,
        /** A media's new version is in the index, the old one's file is still there. */
        REPLACED,
        /** The file of an old version is gone, its rows are not. */
        OLD_FILE_GONE
    }

    void done(Step step);
}
