package dev.playhead.scheduler.io;

import dev.playhead.common.metrics.Meters;
import dev.playhead.common.metrics.Metric;
import dev.playhead.scheduler.core.CoreCounts;
import dev.playhead.scheduler.core.HedgeCounts;
import dev.playhead.scheduler.core.ReadAheadUse;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Shows what a core has done. Thread-safe as far as the counts it asks for are. */
public final class SchedulerStats {
    private final Supplier<CoreCounts> counts;

    public SchedulerStats(Supplier<CoreCounts> counts) {
        this.counts = counts;
    }

    public void show(Meters meters) {
        meters.counted(Metric.COMMANDS_ISSUED, () -> counts.get().hedges().requests());
        hedges(meters, "issued", HedgeCounts::issued);
        hedges(meters, "won", HedgeCounts::won);
        hedges(meters, "replaced", HedgeCounts::replaced);
        meters.counted(Metric.HEDGE_WASTED, () -> counts.get().hedges().wasted());
        readAhead(meters, "issued", ReadAheadUse::issued);
        readAhead(meters, "arrived", ReadAheadUse::arrived);
        readAhead(meters, "used", ReadAheadUse::used);
        readAhead(meters, "wasted", ReadAheadUse::wasted);
        readAhead(meters, "refetched", ReadAheadUse::refetched);
    }

    private void hedges(Meters meters, String outcome, ToLongFunction<HedgeCounts> count) {
        meters.counted(Metric.HEDGES, () -> count.applyAsLong(counts.get().hedges()), outcome);
    }

    private void readAhead(Meters meters, String use, ToLongFunction<ReadAheadUse> bytes) {
        meters.counted(
                Metric.READ_AHEAD_BYTES, () -> bytes.applyAsLong(counts.get().readAhead()), use);
    }
}
