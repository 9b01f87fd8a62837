package dev.playhead.common.model;

/**
 * Where a media has its index, if it has one: MP4 and Matroska keep it at the head or at the tail, and players look
 * there before they read on.
 *
 * @param length of the media, bytes
 */
public record MediaEdges(long length) {
    /** Four hours of film: sample tables of an MP4 take 12 bytes a picture and 4 a packet of sound, 2 MiB an hour. */
    public static final long BYTES = 8L * 1024 * 1024;

    /** Whether a byte is one of the last. */
    public boolean isTail(long position) {
        return position >= length - BYTES;
    }

    /** Returns what a set of bytes has of the head and of the tail. */
    public ByteRanges within(ByteRanges bytes) {
        if (length == 0) {
            return ByteRanges.EMPTY;
        }
        ByteRange head = new ByteRange(0, Math.min(length, BYTES));
        ByteRange tail = new ByteRange(Math.max(0, length - BYTES), length);
        return ByteRanges.of(bytes.within(head)).plus(ByteRanges.of(bytes.within(tail)));
    }
}
