package dev.playhead.scheduler.core;

import dev.playhead.common.config.BackgroundFill;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.RequestedRange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps background fill of each origin to the rate its user allows, by the time between the starts of spans. A span that
 * has to leave early counts as whole: fill is slower than allowed rather than faster.
 */
final class FillRate {
    private final Map<OriginName, BackgroundFill> fills;
    private final Map<OriginName, Instant> nextAt = new HashMap<>();
    private Instant passed = Instant.MIN;

    FillRate(Map<OriginName, BackgroundFill> fills) {
        this.fills = fills;
    }

    boolean mayGo(OriginName origin, Instant now) {
        return Times.reached(nextAt.getOrDefault(origin, Instant.MIN), now);
    }

    void took(OriginName origin, RequestedRange range, Instant now) {
        long most = fills.getOrDefault(origin, BackgroundFill.OFF).rate().bytes();
        if (most > 0 && range instanceof RequestedRange.From from && from.end() != null) {
            Duration pause = Duration.ofMillis((from.end() - from.start()) * 1000 / most);
            nextAt.put(origin, now.plus(pause));
        }
    }

    /** Returns how long a span may be so that the pauses between spans stay short: what comes in a second. */
    long spanSize(OriginName origin, long wanted) {
        long most = fills.getOrDefault(origin, BackgroundFill.OFF).rate().bytes();
        return most == 0 ? wanted : Math.min(wanted, most);
    }

    /** Lets time pass: an origin that may be filled again by now needs no reminder. */
    void pass(Instant now) {
        passed = now;
    }

    /** Returns when the next origin may be filled again, or {@link Instant#MAX}. */
    Instant nextChange() {
        return nextAt.values().stream().filter(at -> at.isAfter(passed)).reduce(Instant.MAX, Times::earlier);
    }
}
