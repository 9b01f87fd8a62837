package dev.playhead.scheduler.core;

import dev.playhead.common.config.BackgroundFill;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.OriginName;
import java.time.Duration;
import java.util.Map;

/**
 * What users may tune.
 *
 * @param readAhead how long a playhead at its measured rate should be able to play from what is stored
 * @param readAheadMin the least window, bytes, once a session reads on
 * @param readAheadMax the largest window, bytes
 * @param lease how long a command may show no sign of life before it is issued again
 * @param demandLinger how long a CRITICAL span outlives the last viewer that wanted it
 * @param maxRequests origin requests at a time; media of an origin that is not named here are ignored
 * @param fills whether media of an origin that are watched are completed; none of those that are not named
 * @param hedge whether an answer that goes quiet may be overtaken by a second request
 */
public record Policy(
        Duration readAhead,
        DataSize readAheadMin,
        DataSize readAheadMax,
        Duration lease,
        Duration demandLinger,
        Map<OriginName, Integer> maxRequests,
        Map<OriginName, BackgroundFill> fills,
        boolean hedge) {
    public Policy {
        maxRequests = Map.copyOf(maxRequests);
        fills = Map.copyOf(fills);
        if (readAheadMin.bytes() > readAheadMax.bytes()) {
            throw new IllegalArgumentException(
                    "readAheadMin " + readAheadMin + " must not be above readAheadMax " + readAheadMax);
        }
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("lease " + lease + " must be positive");
        }
    }

    /** Without background fill, and with hedges. */
    public Policy(
            Duration readAhead,
            DataSize readAheadMin,
            DataSize readAheadMax,
            Duration lease,
            Duration demandLinger,
            Map<OriginName, Integer> maxRequests) {
        this(readAhead, readAheadMin, readAheadMax, lease, demandLinger, maxRequests, Map.of(), true);
    }

    BackgroundFill fill(OriginName origin) {
        return fills.getOrDefault(origin, BackgroundFill.OFF);
    }
}
