package dev.playhead.scheduler.core;

import java.time.Duration;

/**
 * What an origin has shown it can carry.
 *
 * @param timeToFirstByte a round trip and the origin's work; zero while unknown
 * @param connectionRate bytes per second of one connection that is not held up by others; zero while unknown
 * @param goodput bytes per second of all together, the most that was seen lately
 * @param width how many requests at a time add to the goodput; more would only share it
 * @param shared whether more requests were seen to share what fewer had: then one can only be fast at the cost of others
 */
record Pipe(Duration timeToFirstByte, double connectionRate, double goodput, int width, boolean shared) {
    /** Nothing is known yet: enough connections to find out. */
    static final Pipe UNKNOWN = new Pipe(Duration.ZERO, 0, 0, 4, false);

    /** Whether rates have been seen. */
    boolean isKnown() {
        return connectionRate > 0;
    }

    /** Returns how many bytes may be under way so that those asked for now come after a round trip and the time given. */
    long filledBy(Duration queue) {
        return (long) (goodput * timeToFirstByte.plus(queue).toNanos() / 1e9);
    }

    /** Returns what one connection brings in a time, bytes. */
    long bytesIn(Duration time) {
        return (long) (connectionRate * time.toNanos() / 1e9);
    }
}
