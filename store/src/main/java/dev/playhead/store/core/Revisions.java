package dev.playhead.store.core;

/**
 * The revisions of a store: they rise with each state that is told, over restarts too. Not thread-safe.
 *
 * <p>Each is at least the time in microseconds, so a store that starts anew is ahead of its former life without having
 * written anything down: no store tells a million states a second.
 */
public final class Revisions {
    private static final long PER_MILLI = 1000;

    private long latest;

    public Revisions(long nowMillis) {
        latest = nowMillis * PER_MILLI;
    }

    /** Returns a revision above all before. */
    public long next(long nowMillis) {
        latest = Math.max(latest + 1, nowMillis * PER_MILLI);
        return latest;
    }

    /** Returns the highest revision that has been given. */
    public long latest() {
        return latest;
    }
}
