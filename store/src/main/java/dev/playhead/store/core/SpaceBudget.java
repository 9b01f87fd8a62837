package dev.playhead.store.core;

/**
 * Says whether there is room for more bytes, between two looks at the file system. Not thread-safe.
 *
 * <p>What is admitted is subtracted at once: many writers share one look.
 */
public final class SpaceBudget {
    private final long minFree;
    private long usable;

    /**
     * @param minFree bytes that must stay free
     * @param usable bytes that are free now
     */
    public SpaceBudget(long minFree, long usable) {
        this.minFree = minFree;
        this.usable = usable;
    }

    /** Takes a new look into account. */
    public void sampled(long nowUsable) {
        usable = nowUsable;
    }

    /** Takes so many bytes from the budget, or none when that would reach into what must stay free. */
    public boolean admit(long bytes) {
        if (usable - bytes < minFree) {
            return false;
        }
        usable -= bytes;
        return true;
    }

    public long usable() {
        return usable;
    }
}
