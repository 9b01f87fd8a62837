package dev.playhead.scheduler.core;

import dev.playhead.common.model.Lane;
import dev.playhead.common.model.OriginName;
import dev.playhead.scheduler.core.InFlightTable.Load;
import java.time.Duration;
import java.time.Instant;

/**
 * How many more commands may be published: what keeps the order in the scheduler's heap and out of Kafka.
 *
 * <p>A lane has room while the fleet's slots of it are more than the commands under way on it. An origin has room while
 * it is asked for less than its configured requests, or what is left of them while it is overloaded; that number is a
 * promise to its operator, so nothing exceeds it, and a part of it is kept from all that is not CRITICAL, so that a seek
 * never waits for read-ahead to end. Where requests share one rate, there are no more of them than fill it, those that
 * somebody's playback depends on one after the other, and what can wait does wait until they have all but come.
 */
final class Room {
    /** Two urgent requests at a time, a seek and the next; more would cost the rate of whoever reads on. */
    private static final int RESERVED_AT_MOST = 2;
    /** Where requests share a rate: how much may queue beyond a round trip, so that who comes next hardly waits. */
    private static final Duration QUEUE = Duration.ofMillis(150);

    private final Fleet fleet;
    private final InFlightTable table;
    private final OriginControls origins;

    Room(Fleet fleet, InFlightTable table, OriginControls origins) {
        this.fleet = fleet;
        this.table = table;
        this.origins = origins;
    }

    boolean hasLane(Lane lane) {
        return table.inFlight(lane) < fleet.slots(lane);
    }

    /** Whether an origin may be asked once more, for something CRITICAL. */
    boolean hasOrigin(Want want, Instant now) {
        OriginName origin = want.origin();
        Load load = table.load(origin);
        RequestLimit limit = origins.of(origin).limit();
        Pipe pipe = origins.of(origin).pipe(now);
        boolean taken = pipe.shared() && isTaken(load, pipe);
        return !limit.isClosed(now) && load.requests() < limit.now() && (!taken || want.isOverdue());
    }

    /**
     * Whether what is demanded of a shared rate takes it for a while. One more request than fills it bridges the round
     * trip between two; while there is much to come, it would only have all wait for each other.
     */
    private static boolean isTaken(Load load, Pipe pipe) {
        boolean filled = load.demanded() >= pipe.width() - 1 && load.left() > pipe.filledBy(QUEUE);
        return filled || load.demanded() >= pipe.width();
    }

    /** Whether an origin may be asked once more, for what it has been asked already. */
    boolean hasOriginForHedge(OriginName origin, Instant now) {
        return isOpen(origin, now)
                && table.load(origin).requests() < origins.of(origin).limit().now();
    }

    /** Whether an origin may be asked for anything now. */
    boolean isOpen(OriginName origin, Instant now) {
        return !origins.of(origin).limit().isClosed(now);
    }

    /** Whether an origin may be asked once more, for something that can wait. */
    boolean hasOriginBehind(OriginName origin, Instant now) {
        Load load = table.load(origin);
        RequestLimit limit = origins.of(origin).limit();
        Pipe pipe = origins.of(origin).pipe(now);
        if (limit.isClosed(now) || load.requests() >= limit.now()) {
            return false;
        }
        if (pipe.shared()) {
            // behind a demand it is asked for just in time to follow it
            Duration queue = load.demanded() == 0 ? QUEUE : Duration.ZERO;
            return load.requests() < pipe.width() && load.left() <= pipe.filledBy(queue);
        }
        int reserved = Math.min(RESERVED_AT_MOST, (limit.now() - 1) / 2);
        return load.behind() < Math.min(limit.now() - reserved, pipe.width());
    }

    /** Whether an origin is asked for as much as it may be. */
    boolean isFull(OriginName origin) {
        return table.load(origin).requests() >= origins.of(origin).limit().now();
    }

    /** Whether an origin's requests share one rate, so that one is only fast while others rest. */
    boolean isShared(OriginName origin, Instant now) {
        return origins.of(origin).pipe(now).shared();
    }
}
