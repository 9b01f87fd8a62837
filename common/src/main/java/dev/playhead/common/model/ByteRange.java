package dev.playhead.common.model;

/**
 * A non-empty run of bytes.
 *
 * @param start first byte, inclusive
 * @param end last byte, exclusive
 */
public record ByteRange(long start, long end) {
    public ByteRange {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "byte range [" + start + ", " + end + ") must be non-empty and not negative");
        }
    }

    public static ByteRange ofLength(long start, long length) {
        return new ByteRange(start, Math.addExact(start, length));
    }

    public long length() {
        return end - start;
    }

    public boolean contains(long position) {
        return start <= position && position < end;
    }

    public boolean contains(ByteRange other) {
        return start <= other.start && other.end <= end;
    }

    public boolean overlaps(ByteRange other) {
        return start < other.end && other.start < end;
    }

    @Override
    public String toString() {
        return "[" + start + ", " + end + ")";
    }
}
