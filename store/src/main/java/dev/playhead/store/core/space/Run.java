package dev.playhead.store.core.space;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.DataSize;

/**
 * A run of neighbouring chunks of one version: the unit that leaves at a time.
 *
 * @param version its number in the index
 * @param index of the run in the version
 */
public record Run(long version, long index) {
    /** The largest chunk: a run holds whole chunks. */
    private static final long MIN_BYTES = 1024 * 1024;

    private static final long MAX_BYTES = 16 * MIN_BYTES;
    /** Few enough to be kept in memory, many enough to choose among. */
    private static final long WANTED = 1024;

    /** More than the length of any version: the whole of it is one run. */
    public static final long WHOLE = 1L << 60;

    /** Returns the size of runs, a power of two, for a store of a size: about a thousandth of it, from 1 to 16 MiB. */
    public static long bytesFor(DataSize store) {
        long size = MIN_BYTES;
        while (size < MAX_BYTES && store.bytes() / size > WANTED) {
            size *= 2;
        }
        return size;
    }

    /** Returns the bytes of this run in a version of a length. */
    public ByteRange range(long runBytes, long length) {
        return new ByteRange(index * runBytes, Math.min(length, index * runBytes + runBytes));
    }
}
