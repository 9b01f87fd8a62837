package dev.playhead.scheduler.core;

/** What the core has done so far, for whoever watches it. */
public record CoreCounts(HedgeCounts hedges, ReadAheadUse readAhead) {
    public static final CoreCounts NONE = new CoreCounts(HedgeCounts.NONE, ReadAheadUse.NONE);
}
