package dev.playhead.scheduler.core;

import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FailureReason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why bytes of a media are not asked for at the moment.
 *
 * @param failures transient ones in a row
 * @param from the first byte concerned; those before it are asked for as ever
 * @param until when asking makes sense again
 * @param reason null where nothing is wrong, or where a command could not be published
 */
record Outage(
        int failures, long from, Instant until, @Nullable FailureReason reason) {
    static final Outage NONE = new Outage(0, 0, Instant.MIN, null);

    /** Long enough for a connection that broke to be replaced, short enough to be no stall with seconds in hand. */
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(250);
    /** A media whose origin comes back is asked again before its viewer reloads the page. */
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);
    /** Whoever waits has been told; players that ask again and again cost the origin one request in this time. */
    private static final Duration REFUSAL = Duration.ofSeconds(5);
    /** An origin that asks for more patience than this is asked once a minute all the same. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

    Outage after(FetchFailed failure, Instant now) {
        if (failure.reason() == FailureReason.CANCELLED) {
            return this;
        }
        Outage next = failure.reason().isPermanent()
                ? new Outage(failures, firstRefused(failure), now.plus(REFUSAL), failure.reason())
                : afterTransient(failure.reason(), now);
        Duration retryAfter = failure.retryAfter();
        return retryAfter == null ? next : next.atLeast(now, retryAfter);
    }

    /** Returns the outage after one more failure that may pass by itself. */
    Outage afterTransient(@Nullable FailureReason cause, Instant now) {
        Duration backoff = FIRST_BACKOFF.multipliedBy(1L << Math.min(failures, 10));
        boolean longest = backoff.compareTo(LONGEST_BACKOFF) > 0;
        return new Outage(failures + 1, 0, now.plus(longest ? LONGEST_BACKOFF : backoff), cause);
    }

    /** Bytes have come: the next failure is a first one. What was to be waited for is waited for. */
    Outage afterSuccess() {
        return failures == 0 ? this : new Outage(0, from, until, reason);
    }

    /** Someone else asks, who may carry what the one refused did not. */
    Outage afterNewSession() {
        return reason == FailureReason.REFUSED ? NONE : this;
    }

    boolean blocks(long position, Instant now) {
        return position >= from && now.isBefore(until);
    }

    private Outage atLeast(Instant now, Duration asked) {
        Duration wait = asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
        return new Outage(failures, from, Times.later(until, now.plus(wait)), reason);
    }

    private static long firstRefused(FetchFailed failure) {
        if (failure.reason() != FailureReason.UNSATISFIABLE) {
            return 0;
        }
        Long length = failure.length();
        return length != null ? length : failure.range().firstByte().orElse(0L);
    }
}
