package dev.playhead.gateway.core.stream;

import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.http.core.Conditions;
import dev.playhead.common.http.core.MediaQuery;
import dev.playhead.common.http.core.RangeHeader;
import dev.playhead.common.model.RequestedRange;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A response that waits for bytes, and what it makes of failed fetches.
 *
 * @param query what the player asked
 * @param wanted the bytes it waits for
 * @param described whether the media's version is known
 */
public record Waiting(MediaQuery query, RequestedRange wanted, boolean described) {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int UNSATISFIABLE = 416;
    private static final int UNAUTHORIZED = 401;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;
    /** When nobody says when to come back: as long as a fetcher's retries take. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** Judges a command that a fetcher has given up. */
    public Verdict judge(FetchFailed failure) {
        if (!concerns(failure)) {
            return Verdict.WAIT;
        }
        return switch (failure.reason()) {
            case REFUSED -> refused(failure.status());
            case NOT_FOUND -> Verdict.Fail.of(status(failure, NOT_FOUND), "the origin does not have this media");
            case UNSATISFIABLE -> unsatisfiable(failure.length());
            case NOT_CACHEABLE, STORE -> Verdict.PASS_THROUGH;
            case PROTOCOL -> Verdict.Fail.of(BAD_GATEWAY, "the origin's answer contradicts itself or breaks HTTP");
            case EXHAUSTED, STALE_VERSION, CANCELLED -> Verdict.WAIT;
        };
    }

    /**
     * Returns the answer to a player that has waited as long as it may.
     *
     * @param last the last failure that concerned this response
     */
    public Verdict.Fail expired(@Nullable FetchFailed last, Duration limit) {
        boolean silent = last != null && last.reason() == FailureReason.EXHAUSTED && last.status() == null;
        if (silent) {
            return Verdict.Fail.of(GATEWAY_TIMEOUT, "the origin gave no answer in time");
        }
        Duration retryAfter = last == null || last.retryAfter() == null ? RETRY_AFTER : last.retryAfter();
        return new Verdict.Fail(
                UNAVAILABLE, "no byte of this media came within " + limit.toMillis() + " ms", retryAfter, null);
    }

    /**
     * Whether the failure is about the media as a whole while it is unknown, or about the very bytes waited for. That a
     * range lies behind the end tells of each that does.
     */
    public boolean concerns(FetchFailed failure) {
        boolean aboutMedia = failure.reason() == FailureReason.REFUSED
                || failure.reason() == FailureReason.NOT_FOUND
                || failure.reason() == FailureReason.NOT_CACHEABLE;
        return (aboutMedia && !described) || covers(failure.range()) || isBehindEnd(failure);
    }

    private boolean isBehindEnd(FetchFailed failure) {
        Long length = failure.length();
        return failure.reason() == FailureReason.UNSATISFIABLE
                && length != null
                && wanted.firstByte().filter(first -> first >= length).isPresent();
    }

    /** Whether a command for a range brings the first byte waited for. */
    public boolean isServedBy(RequestedRange range) {
        return !described || covers(range);
    }

    private boolean covers(RequestedRange failed) {
        Optional<Long> first = wanted.firstByte();
        if (failed instanceof RequestedRange.From from && first.isPresent()) {
            return from.start() <= first.get() && (from.end() == null || first.get() < from.end());
        }
        return failed instanceof RequestedRange.Suffix && first.isEmpty();
    }

    /** A 401 must carry the origin's challenge, which only the origin's own answer has. */
    private static Verdict refused(@Nullable Integer status) {
        return Objects.equals(status, UNAUTHORIZED)
                ? Verdict.PASS_THROUGH
                : Verdict.Fail.of(FORBIDDEN, "the origin refuses to give this media");
    }

    /**
     * Inside the known length it is a change of version, which is for the store to find out. A precondition comes before
     * the range, and only a description could tell whether it holds.
     */
    private Verdict unsatisfiable(@Nullable Long length) {
        if (described) {
            return Verdict.WAIT;
        }
        if (length == null || !query.conditions().equals(Conditions.NONE)) {
            return Verdict.PASS_THROUGH;
        }
        if (length == 0 && query.range() instanceof RangeHeader.None) {
            return Verdict.PASS_THROUGH;
        }
        return !query.range().isSatisfiable(length)
                ? new Verdict.Fail(
                        UNSATISFIABLE, "the media has " + length + " bytes, none of them asked for", null, length)
                : Verdict.WAIT;
    }

    private static int status(FetchFailed failure, int fallback) {
        return failure.status() == null ? fallback : failure.status();
    }
}
