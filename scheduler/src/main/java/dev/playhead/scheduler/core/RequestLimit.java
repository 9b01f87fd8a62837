package dev.playhead.scheduler.core;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often an origin may be asked at a time, as it puts up with it: one more for each second of success, half at each
 * sign of overload (Chiu and Jain, "Analysis of the increase and decrease algorithms for congestion avoidance", 1989),
 * and not at all for a while where it asks for that or is down.
 *
 * @param most what its operator was promised
 * @param now how many at a time
 * @param changedAt when it last went up or down
 * @param failures signs of being down in a row
 * @param closedUntil until when nothing is asked
 */
record RequestLimit(int most, int now, Instant changedAt, int failures, Instant closedUntil) {
    /** What was under way when a limit went down says nothing of the new one. */
    private static final Duration STEP = Duration.ofSeconds(1);
    /** One broken connection is chance, so many in a row are an origin that is away. */
    private static final int DOWN = 4;
    /** The first pause of an origin that is away; doubled up to the longest, so that its return is seen within seconds. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** An origin that asks for more patience than this is asked once a minute all the same. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

    static RequestLimit of(int most) {
        return new RequestLimit(most, most, Instant.MIN, 0, Instant.MIN);
    }

    RequestLimit succeeded(Instant at) {
        boolean grows = now < most && !at.isBefore(nextStep());
        return new RequestLimit(most, grows ? now + 1 : now, grows ? at : changedAt, 0, closedUntil);
    }

    /** It said that it is asked too much. */
    RequestLimit overloaded(@Nullable Duration retryAfter, Instant at) {
        Instant closed = retryAfter == null
                ? closedUntil
                : Times.later(
                        closedUntil,
                        at.plus(retryAfter.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : retryAfter));
        RequestLimit less = at.isBefore(nextStep())
                ? this
                : new RequestLimit(most, Math.max(1, now / 2), at, failures, closedUntil);
        return new RequestLimit(less.most, less.now, less.changedAt, less.failures, closed);
    }

    /** It gave no answer, or broke off until a fetcher gave up. */
    RequestLimit failed(Instant at) {
        int inARow = failures + 1;
        if (inARow < DOWN) {
            return new RequestLimit(most, Math.max(1, now / 2), at, inARow, closedUntil);
        }
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(inARow - DOWN, 10));
        Instant closed = at.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        return new RequestLimit(most, 1, at, inARow, Times.later(closedUntil, closed));
    }

    boolean isClosed(Instant at) {
        return at.isBefore(closedUntil);
    }

    private Instant nextStep() {
        return changedAt.equals(Instant.MIN) ? Instant.MIN : changedAt.plus(STEP);
    }
}
