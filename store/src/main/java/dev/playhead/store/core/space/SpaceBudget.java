package dev.playhead.store.core.space;

import dev.playhead.common.model.DataSize;
import java.time.Duration;

/**
 * Says whether there is room for more bytes under two hard limits: what the store may take, and what must stay free on the
 * file system. Not thread-safe.
 *
 * <p>Between two looks at the disk, what is admitted and what is given back is counted at once: many writers share a look.
 */
public final class SpaceBudget {
    /** Room to keep: what fast writers take while eviction gives back. */
    private static final long MIN_HEADROOM = 4 * 1024 * 1024;

    private static final long MAX_HEADROOM = 256 * 1024 * 1024;
    private static final int HEADROOM_SHARE = 16;
    /** Reserve and headroom take a tenth; as much again lets a viewer read on while what is behind leaves. */
    private static final int WATCHED_SHARE = 5;

    private static final long MAX_RESERVE = 64 * 1024 * 1024;
    private static final int RESERVE_SHARE = 32;
    /** What the index writes in a second where writes never pause: docs/decisions/0031. */
    private static final long INDEX_BYTES_PER_SECOND = 5 * 1024 * 1024;
    /** With none, a process that was killed has been seen to lose its last commits. */
    private static final Duration MIN_INDEX_RETENTION = Duration.ofMillis(250);

    private final DataSize maxSize;
    private final DataSize minFree;
    private long used;
    private long usable;

    /**
     * @param maxSize bytes the store may take; zero means as many as the file system has
     * @param minFree bytes of the file system that must stay free
     */
    public SpaceBudget(DataSize maxSize, DataSize minFree) {
        this.maxSize = maxSize;
        this.minFree = minFree;
    }

    /**
     * Takes a new look into account.
     *
     * @param nowUsed bytes on the disk that are the store's
     * @param nowUsable bytes of the file system that are free
     */
    public void measured(long nowUsed, long nowUsable) {
        used = nowUsed;
        usable = nowUsable;
    }

    /** Takes so many bytes from the budget, or none when that would break a limit. */
    public boolean admit(long bytes) {
        if (room() < bytes) {
            return false;
        }
        used += bytes;
        usable -= bytes;
        return true;
    }

    /** Bytes have been given back. */
    public void freed(long bytes) {
        used = Math.max(0, used - bytes);
        usable += bytes;
    }

    /** The disk said that it is full, whatever was counted. */
    public void exhausted() {
        usable = Math.min(usable, minFree.bytes());
    }

    /** Returns how many more bytes may be written; negative when a limit is broken already. */
    public long room() {
        long onDisk = usable - minFree.bytes();
        return maxSize.bytes() == 0 ? onDisk : Math.min(onDisk, maxSize.bytes() - reserve() - used);
    }

    /** Returns how many bytes should leave so that writers do not have to wait; 0 while there is room enough. */
    public long wanted() {
        return Math.max(0, headroom() - room());
    }

    /** What nobody admits: the index grows between two looks, and file systems keep maps of blocks. */
    private long reserve() {
        return reserve(maxSize);
    }

    private static long reserve(DataSize maxSize) {
        return Math.min(MAX_RESERVE, maxSize.bytes() / RESERVE_SHARE);
    }

    /**
     * Returns how long the index may keep what its commits have replaced, which helps it over a crash: what it writes meanwhile
     * has room in what nobody admits, but in a very small store.
     *
     * @param maxSize bytes the store may take; zero means as many as the file system has
     */
    public static Duration indexRetention(DataSize maxSize) {
        long room = maxSize.bytes() == 0 ? MAX_RESERVE : reserve(maxSize);
        Duration affordable = Duration.ofMillis(room * 1000 / INDEX_BYTES_PER_SECOND);
        return affordable.compareTo(MIN_INDEX_RETENTION) > 0 ? affordable : MIN_INDEX_RETENTION;
    }

    /** Returns how many bytes the store could take in all. */
    public long reachable() {
        return Math.max(0, used + room());
    }

    /**
     * Returns how much of a store may be kept for what was asked for beforehand: the rest is headroom, and room for those
     * who watch something else.
     *
     * @param storeBytes what the store may take in all
     */
    public static long keepable(long storeBytes) {
        return storeBytes - storeBytes / WATCHED_SHARE;
    }

    private long headroom() {
        long store = reachable();
        return Math.min(store / 2, Math.max(MIN_HEADROOM, Math.min(MAX_HEADROOM, store / HEADROOM_SHARE)));
    }

    public long used() {
        return used;
    }

    /** Says where things stand, for messages. */
    public String describe() {
        String free = new DataSize(Math.max(0, usable)) + " free, store.min-free " + minFree;
        return maxSize.bytes() == 0 ? free : new DataSize(used) + " used, store.max-size " + maxSize + ", " + free;
    }
}
