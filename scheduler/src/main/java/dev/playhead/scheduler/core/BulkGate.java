package dev.playhead.scheduler.core;

import dev.playhead.common.model.Lane;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.Priority;
import dev.playhead.scheduler.core.InFlightTable.Load;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * When what nobody waits for may ask an origin, and when it has to leave it.
 *
 * <p>It asks through the same room as everything else, and beyond that only while no viewer of any media of that origin
 * wants anything or is being served. A viewer who has read ahead far enough leaves gaps, and those suffice: whether an
 * origin would have carried one more request without slowing the others is known too late, when it has not.
 */
final class BulkGate {
    private final WantQueue queue;
    private final InFlightTable table;
    private final Room room;
    private final FillRate rate;

    BulkGate(WantQueue queue, InFlightTable table, Room room, FillRate rate) {
        this.queue = queue;
        this.table = table;
        this.room = room;
        this.rate = rate;
    }

    boolean mayGo(Want want, Instant now) {
        OriginName origin = want.origin();
        return room.hasOriginBehind(origin, now)
                && isFree(origin, queue.origins(Lane.NOW, Lane.AHEAD))
                && (want.urgency().priority() == Priority.MEDIUM || rate.mayGo(origin, now));
    }

    /** It has gone. */
    void went(Want want, Instant now) {
        if (want.urgency().priority() == Priority.LOW) {
            rate.took(want.origin(), want.range(), now);
        }
    }

    /** Returns the spans that have to leave because their origin works for a viewer; none that a playhead has reached. */
    List<InFlight> leaving() {
        Set<OriginName> wanted = queue.origins(Lane.NOW, Lane.AHEAD);
        return table.origins().stream()
                .filter(origin -> table.load(origin).bulk() > 0 && !isFree(origin, wanted))
                .flatMap(origin -> table.undemanded(origin).stream())
                .filter(span -> span.lane() == Lane.BULK)
                .toList();
    }

    /** Whether nothing of an origin is wanted for viewers, and nothing is under way for them. */
    private boolean isFree(OriginName origin, Set<OriginName> wanted) {
        Load load = table.load(origin);
        return load.requests() == load.bulk() && !wanted.contains(origin);
    }
}
