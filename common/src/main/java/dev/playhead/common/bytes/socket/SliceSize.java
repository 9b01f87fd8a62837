package dev.playhead.common.bytes.socket;

import java.time.Duration;

/**
 * How many bytes to give to a socket at a time: fewer to a slow player, so that little is leased; many to a fast one, so
 * that little is spent on each.
 */
public final class SliceSize {
    /** A second of a film: smaller pieces cost a slow player more than its bytes do, and a lease of this is little. */
    static final int MIN = 1024 * 1024;
    /** Larger regions gain nothing measurable, and a lease is one region. */
    static final int MAX = 4 * 1024 * 1024;
    /** A player that takes a slice in less is limited by how often it gets one. */
    private static final Duration FAST = Duration.ofMillis(50);
    /** A slice that takes longer holds its lease for too long. */
    private static final Duration SLOW = Duration.ofMillis(500);

    private final int min;
    private final int max;
    private int bytes;

    /** Of slices of files, which lie in no memory of ours. */
    public SliceSize() {
        this(MIN, MAX);
    }

    /**
     * @param min bytes to begin with, and for a slow player
     * @param max bytes for a fast one
     */
    public SliceSize(int min, int max) {
        this.min = min;
        this.max = max;
        this.bytes = min;
    }

    public int bytes() {
        return bytes;
    }

    /** Learns how long a slice took to be written. */
    public void written(int length, Duration took) {
        if (took.compareTo(SLOW) > 0) {
            bytes = Math.max(min, bytes / 2);
        } else if (length >= bytes && took.compareTo(FAST) < 0) {
            bytes = Math.min(max, bytes * 2);
        }
    }
}
