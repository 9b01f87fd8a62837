package dev.playhead.scheduler.core;

import java.time.Instant;

/** Comparisons of instants that read as they are meant. */
final class Times {
    private Times() {}

    static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** Returns a time if it is still to come, else {@link Instant#MAX}. */
    static Instant ifAhead(Instant at, Instant now) {
        return now.isBefore(at) ? at : Instant.MAX;
    }

    /** Whether a time that was set has come. */
    static boolean reached(Instant at, Instant now) {
        return !at.isAfter(now);
    }
}
