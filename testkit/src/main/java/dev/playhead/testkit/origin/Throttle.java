package dev.playhead.testkit.origin;

/** A rate that several senders share: tells each how long to wait before it sends on. Thread-safe. */
final class Throttle {
    static final long UNLIMITED = Long.MAX_VALUE;

    private final long bytesPerSecond;
    private long busyUntilNanos;

    Throttle(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Returns a piece small enough that a sender keeps to the rate within about 20 ms. */
    int pieceSize(int max) {
        return (int) Math.max(1, Math.min(max, bytesPerSecond / 50));
    }

    /** Takes note of bytes that are sent now and returns how many milliseconds to wait until the next ones. */
    synchronized long sent(long bytes, long nowNanos) {
        if (bytesPerSecond == UNLIMITED) {
            return 0;
        }
        busyUntilNanos = Math.max(busyUntilNanos, nowNanos) + bytes * 1_000_000_000L / bytesPerSecond;
        return Math.max(0, (busyUntilNanos - nowNanos) / 1_000_000L);
    }
}
