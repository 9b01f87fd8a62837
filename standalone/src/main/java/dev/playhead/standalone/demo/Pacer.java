package dev.playhead.standalone.demo;

/** Keeps one connection at a rate: says how long to wait after each piece. Time is the caller's. */
final class Pacer {
    /** Timers have a grain of a millisecond; what they oversleep is caught up, a reader's own pause is not. */
    private static final long CATCH_UP_NANOS = 20_000_000;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long bytesPerSecond;
    private long freeAtNanos;

    Pacer(long bytesPerSecond, long nowNanos) {
        this.bytesPerSecond = bytesPerSecond;
        this.freeAtNanos = nowNanos;
    }

    /** Returns how many milliseconds after now the next piece may follow the one that has just gone; 0 for at once. */
    long millisAfter(int bytes, long nowNanos) {
        long begin = Math.max(freeAtNanos, nowNanos - CATCH_UP_NANOS);
        freeAtNanos = begin + Math.round(bytes * NANOS_PER_SECOND / bytesPerSecond);
        return Math.max(0, (freeAtNanos - nowNanos) / NANOS_PER_MILLI);
    }
}
