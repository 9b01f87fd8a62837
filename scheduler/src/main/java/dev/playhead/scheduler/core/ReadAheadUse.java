package dev.playhead.scheduler.core;

/**
 * What was fetched on behalf of viewers, and what became of it; all in bytes.
 *
 * @param issued asked for, hedges not counted
 * @param arrived come from origins
 * @param used taken by players, from wherever it came
 * @param wasted come in an epoch and not taken before the viewer went elsewhere or left; it stays in the store
 * @param refetched asked for although it had been stored before: it was evicted in between
 */
public record ReadAheadUse(long issued, long arrived, long used, long wasted, long refetched) {
    static final ReadAheadUse NONE = new ReadAheadUse(0, 0, 0, 0, 0);

    ReadAheadUse plusIssued(long bytes, long again) {
        return new ReadAheadUse(issued + bytes, arrived, used, wasted, refetched + again);
    }

    ReadAheadUse plusArrived(long bytes) {
        return new ReadAheadUse(issued, arrived + bytes, used, wasted, refetched);
    }

    ReadAheadUse plusUsed(long bytes) {
        return new ReadAheadUse(issued, arrived, used + bytes, wasted, refetched);
    }

    ReadAheadUse plusWasted(long bytes) {
        return new ReadAheadUse(issued, arrived, used, wasted + bytes, refetched);
    }
}
