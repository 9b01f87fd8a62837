package dev.playhead.common.bytes.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all reads of stores elsewhere share, so that players who take nothing cannot fill it, however many they
 * are. Thread-safe.
 */
final class ReadMemory {
    /** What a read may have in any case, or it would never end: a thousand of them are 64 MiB. */
    static final int LEAST = 64 * 1024;

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    /** @param limit bytes that reads may have together, beyond which each has {@link #LEAST} at most */
    ReadMemory(long limit) {
        this.limit = limit;
    }

    /**
     * Takes what a read that has nothing is about to ask for.
     *
     * @return how many of the wanted bytes it may ask for; all, or as many as are free, but {@link #LEAST} in any case
     */
    int take(int wanted) {
        long before = taken.getAndUpdate(now -> now + granted(wanted, now));
        return granted(wanted, before);
    }

    private int granted(int wanted, long now) {
        return (int) Math.min(wanted, Math.max(LEAST, limit - now));
    }

    /** Takes what a read would have besides, if all of it is free; returns whether it is. */
    boolean takeMore(int wanted) {
        long before = taken.getAndUpdate(now -> now + wanted > limit ? now : now + wanted);
        return before + wanted <= limit;
    }

    void giveBack(int bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
