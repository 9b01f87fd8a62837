package dev.playhead.scheduler.core;

import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.SpanStats;
import java.time.Duration;
import java.time.Instant;

/** What one origin carries and puts up with, by what its answers showed. */
final class OriginControl {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final int SERVER_ERROR = 500;
    /** A slow answer among many is chance, a change of route shows within ten. */
    private static final double LATENCY_WEIGHT = 0.2;
    /** Less is what lay in socket buffers, or in a shaper's bucket, and shows no rate. */
    private static final Duration MEASURED = Duration.ofMillis(40);

    private final Goodput goodput = new Goodput();
    private final Traffic traffic = new Traffic(goodput);
    private final Silence silence = new Silence();
    private RequestLimit limit;
    private double latencySeconds;

    OriginControl(int maxRequests) {
        this.limit = RequestLimit.of(maxRequests);
    }

    /**
     * Takes in how a span went on, and measures it where that is worth measuring.
     *
     * @param before what was known of it
     * @param complete whether it has ended
     * @return what is known of it now
     */
    Progress progressed(Progress before, SpanStats after, boolean complete, Instant now) {
        if (after.bytes() <= before.bytes()) {
            return before;
        }
        if (!before.hasBegun()) {
            silence.began(after.timeToFirstByte());
        } else if (!complete) {
            silence.ended(Duration.between(before.at(), now));
        }
        limit = limit.succeeded(now);
        Progress heard = before.heard(after.bytes(), now);
        return isMeasured(before.measured(), after, now) ? heard.measured(after) : heard;
    }

    private boolean isMeasured(SpanStats before, SpanStats after, Instant now) {
        Duration since = before.bytes() == 0 ? after.timeToFirstByte() : before.duration();
        Duration took = after.duration().minus(since);
        if (took.compareTo(MEASURED) < 0) {
            return false;
        }
        if (before.bytes() == 0) {
            double sample = after.timeToFirstByte().toNanos() / 1e9;
            latencySeconds = latencySeconds == 0 ? sample : latencySeconds + LATENCY_WEIGHT * (sample - latencySeconds);
        }
        traffic.moved(after.bytes() - before.bytes(), took, now);
        return true;
    }

    void failed(FetchFailed failure, Instant now) {
        Integer status = failure.status();
        if (status != null && (status == TOO_MANY_REQUESTS || status == UNAVAILABLE)) {
            limit = limit.overloaded(failure.retryAfter(), now);
        } else if (failure.reason() == FailureReason.EXHAUSTED && (status == null || status >= SERVER_ERROR)) {
            limit = limit.failed(now);
        }
    }

    Pipe pipe(Instant now) {
        return goodput.pipe(Duration.ofNanos((long) (latencySeconds * 1e9)), now);
    }

    Silence silence() {
        return silence;
    }

    RequestLimit limit() {
        return limit;
    }
}
