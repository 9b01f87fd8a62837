package dev.playhead.store.io.space;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.MediaId;
import dev.playhead.store.core.space.Run;
import dev.playhead.store.io.media.StoredVersion;
import dev.playhead.store.io.space.RunLedger.Victim;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What should stay for now: what readers and writers are busy with, what readers come to next, and what is pinned. A
 * snapshot; whoever evicts looks once more at what is held.
 *
 * <p>The windows before all readers together take half of the store at most, so that something may always leave.
 */
final class Shields {
    private static final long MAX_AHEAD = 512L * 1024 * 1024;

    private final Map<Long, ByteRanges> held = new HashMap<>();
    private final Map<Long, ByteRanges> windows = new HashMap<>();
    private final Set<MediaId> pinned;
    private final Predicate<Run> isIndex;

    private Shields(Set<MediaId> pinned, Predicate<Run> isIndex) {
        this.pinned = pinned;
        this.isIndex = isIndex;
    }

    /**
     * Looks at what is going on.
     *
     * @param ledger knows what players read when they open a media; and how far behind a reader still counts as its place
     * @param storeBytes what the store may take
     */
    static Shields over(
            Collection<StoredVersion> versions, Set<MediaId> pinned, RunLedger ledger, long storeBytes, Instant now) {
        Shields shields = new Shields(pinned, ledger::isIndex);
        long runBytes = ledger.runBytes();
        Map<StoredVersion, List<Long>> positions = new HashMap<>();
        versions.forEach(version -> {
            List<Long> here = version.positions(now);
            if (!here.isEmpty()) {
                positions.put(version, here);
                shields.held.put(version.number(), ByteRanges.of(version.held()));
            }
        });
        int readers = positions.values().stream().mapToInt(List::size).sum();
        long ahead = Math.max(runBytes, Math.min(MAX_AHEAD, storeBytes / 2 / Math.max(1, readers) - runBytes));
        positions.forEach((version, here) -> shields.windows.put(
                version.number(),
                ByteRanges.of(here.stream()
                        .map(at -> new ByteRange(Math.max(0, at - runBytes), at + ahead))
                        .toList())));
        return shields;
    }

    /**
     * What may leave, ever stricter necessities: first what nobody wants, then what players open a media with, then what is
     * pinned, then what comes next.
     */
    List<Predicate<Victim>> byNeed() {
        Predicate<Victim> unheld = victim -> isClear(held, victim);
        Predicate<Victim> unwatched = victim -> isClear(windows, victim);
        Predicate<Victim> unpinned = victim -> !pinned.contains(victim.media());
        Predicate<Victim> unopened = victim -> !isIndex.test(victim.run());
        Predicate<Victim> unwanted = unheld.and(unwatched).and(unpinned);
        return List.of(unopened.and(unwanted), unwanted, unheld.and(unwatched), unheld);
    }

    private static boolean isClear(Map<Long, ByteRanges> kept, Victim victim) {
        ByteRanges here = kept.get(victim.run().version());
        return here == null || here.within(victim.range()).isEmpty();
    }
}
