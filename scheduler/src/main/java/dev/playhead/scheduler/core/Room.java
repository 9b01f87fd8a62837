package dev.playhead.scheduler.core;

import dev.playhead.common.model.Lane;
import dev.playhead.common.model.OriginName;

/**
 * How many more commands may be published: what keeps the order in the scheduler's heap and out of Kafka.
 *
 * <p>A lane has room while the fleet's slots of it are more than the commands under way on it. An origin has room while
 * it is asked for less than its configured requests; that number is a promise to its operator, so nothing exceeds it, and
 * a part of it is kept from all that is not CRITICAL, so that a seek never waits for read-ahead to end.
 */
final class Room {
    /** Two urgent requests at a time, a seek and the next; more would cost the rate of whoever reads on. */
    private static final int RESERVED_AT_MOST = 2;

    private final Policy policy;
    private final Fleet fleet;
    private final InFlightTable table;

    Room(Policy policy, Fleet fleet, InFlightTable table) {
        this.policy = policy;
        this.fleet = fleet;
        this.table = table;
    }

    boolean hasLane(Lane lane) {
        return table.inFlight(lane) < fleet.slots(lane);
    }

    /** Whether an origin may be asked once more, for something CRITICAL. */
    boolean hasOrigin(OriginName origin) {
        return table.load(origin).requests() < limit(origin);
    }

    /** Whether an origin may be asked once more, for something that can wait. */
    boolean hasOriginBehind(OriginName origin) {
        int limit = limit(origin);
        int reserved = Math.min(RESERVED_AT_MOST, (limit - 1) / 2);
        return hasOrigin(origin) && table.load(origin).behind() < limit - reserved;
    }

    private int limit(OriginName origin) {
        return policy.maxRequests().getOrDefault(origin, 0);
    }
}
