package dev.playhead.common.model;

/**
 * The chunk arithmetic of one version: equal chunks from byte zero, the last one cut at the length.
 *
 * @param length of the version, bytes
 * @param chunkSize bytes, a power of two
 */
public record ChunkLayout(long length, int chunkSize) {
    public static final int MIN_CHUNK_SIZE = 256 * 1024;
    /** Every chunk size divides it, so a span that ends at a multiple ends at a chunk's end whatever the size. */
    public static final int MAX_CHUNK_SIZE = 1024 * 1024;
    /** Below about a thousand chunks the index stays small however small they are. */
    private static final int WANTED_CHUNKS = 1024;

    public ChunkLayout {
        if (length < 0) {
            throw new IllegalArgumentException("length " + length + " must not be negative");
        }
        if (chunkSize <= 0 || Integer.bitCount(chunkSize) != 1) {
            throw new IllegalArgumentException("chunkSize " + chunkSize + " must be a power of two");
        }
    }

    /** Chooses the chunk size of a media that is seen for the first time: 256 KiB, doubling with its length to 1 MiB. */
    public static ChunkLayout forLength(long length) {
        int size = MIN_CHUNK_SIZE;
        while (size < MAX_CHUNK_SIZE && length / size >= WANTED_CHUNKS) {
            size *= 2;
        }
        return new ChunkLayout(length, size);
    }

    public long chunks() {
        return length / chunkSize + (length % chunkSize == 0 ? 0 : 1);
    }

    /** Returns the index of the chunk that holds the position. */
    public long chunkAt(long position) {
        return position / chunkSize;
    }

    public ByteRange rangeOf(long chunk) {
        long start = Math.multiplyExact(chunk, (long) chunkSize);
        return new ByteRange(start, start + Math.min(chunkSize, length - start));
    }

    /** Returns the first byte of the chunk that holds the position. */
    public long floor(long position) {
        return position - position % chunkSize;
    }

    /** Returns the nearest chunk end at or after the position, at most the length. */
    public long ceil(long position) {
        return position >= length
                ? length
                : position + Math.min(length - position, Math.floorMod(-position, chunkSize));
    }
}
