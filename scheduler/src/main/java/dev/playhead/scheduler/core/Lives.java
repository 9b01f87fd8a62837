package dev.playhead.scheduler.core;

import dev.playhead.common.event.ChunkEvent.ChunksStored;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is heard of the commands under way: how far they came, that they are alive, that they are over. */
final class Lives {
    private final Policy policy;
    private final InFlightTable table;
    private final OriginControls origins;
    private final WasteMeter waste;

    Lives(Policy policy, InFlightTable table, OriginControls origins, WasteMeter waste) {
        this.policy = policy;
        this.table = table;
        this.origins = origins;
        this.waste = waste;
    }

    void issued(InFlight span) {
        @Nullable ByteRange range = span.range();
        if (range != null && span.reading().isOfViewer()) {
            waste.issued(span.command().media(), span.reading(), range);
        }
    }

    void progressed(ChunksStored stored, Instant now) {
        table.hedges().heard(stored);
        table.find(stored.command())
                .filter(span -> span.command().attempt() == stored.attempt())
                .ifPresent(span -> measure(span, stored, now));
        if (stored.complete()) {
            ended(stored.command(), stored.attempt());
        } else {
            renewed(stored.command(), now);
        }
    }

    private void measure(InFlight span, ChunksStored stored, Instant now) {
        Progress before = span.progress();
        Progress after = origins.of(stored.media().origin()).progressed(before, stored.stats(), stored.complete(), now);
        if (span.reading().isOfViewer()) {
            waste.arrived(stored.media(), span.reading(), after.bytes() - before.bytes());
        }
        table.put(span.progressed(after));
    }

    /**
     * Ends a command; the late end of an attempt that has a successor ends nothing.
     *
     * @return whether it was under way
     */
    boolean ended(CommandId id, int attempt) {
        boolean current = table.find(id)
                .filter(span -> span.command().attempt() <= attempt)
                .isPresent();
        if (current) {
            table.remove(id);
        }
        return current;
    }

    void renewed(CommandId id, Instant now) {
        table.find(id).ifPresent(span -> table.put(span.renewed(now.plus(policy.lease()))));
    }

    /**
     * Ends the leases of commands whose fetcher is gone.
     *
     * @return their media
     */
    Set<MediaId> abandoned(Collection<CommandId> commands, Instant now) {
        Set<MediaId> touched = new LinkedHashSet<>();
        for (CommandId id : commands) {
            table.find(id).ifPresent(span -> {
                table.put(span.abandoned(now));
                touched.add(span.command().media());
            });
        }
        return touched;
    }
}
