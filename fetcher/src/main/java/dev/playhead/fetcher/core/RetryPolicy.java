package dev.playhead.fetcher.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before an origin is asked again, and when to stop asking: exponential backoff with full jitter
 * (Brooker, "Exponential backoff and jitter", AWS Architecture Blog, 2015).
 *
 * @param minTries tries before the deadline counts
 * @param retryAfterLimit the longest wait an origin may ask for; a longer one gives up at once and is told to the
 *     scheduler, so that no slot is held by waiting
 */
public record RetryPolicy(int minTries, Duration retryAfterLimit) {
    /** Two round trips to a far origin: enough for a balancer to notice, too little for a viewer to. */
    private static final Duration BASE = Duration.ofMillis(100);

    private static final Duration CAP = Duration.ofSeconds(5);
    /** About half a minute without a byte; longer holds a slot for an origin that is away, and the scheduler asks again. */
    private static final int MAX_TRIES = 12;

    public RetryPolicy {
        if (minTries < 1) {
            throw new IllegalArgumentException("minTries " + minTries + " must be at least 1");
        }
    }

    /**
     * Returns the wait before the next try, or empty to give up.
     *
     * @param failures in a row without progress, the last one included; 0 when there was progress
     * @param asked what the origin asks for; null when it does not
     * @param deadline ends the retries, but never before the least number of tries
     * @param random in [0, 1)
     */
    public Optional<Duration> next(
            int failures, @Nullable Duration asked, Instant now, Instant deadline, double random) {
        if (failures >= MAX_TRIES || (asked != null && asked.compareTo(retryAfterLimit) > 0)) {
            return Optional.empty();
        }
        Duration wait = backoff(failures, random).plus(asked == null ? Duration.ZERO : asked);
        boolean late = failures >= minTries && now.plus(wait).isAfter(deadline);
        return late ? Optional.empty() : Optional.of(wait);
    }

    private static Duration backoff(int failures, double random) {
        if (failures == 0) {
            return Duration.ZERO;
        }
        long ceiling = Math.min(CAP.toMillis(), BASE.toMillis() << (failures - 1));
        return Duration.ofMillis((long) (random * ceiling));
    }
}
