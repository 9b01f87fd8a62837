package dev.playhead.scheduler.core;

import dev.playhead.common.event.SpanStats;
import java.time.Instant;

/**
 * How far a span has come, as far as was told.
 *
 * @param measured what rates were last measured from
 * @param bytes how many bytes have come
 * @param at when bytes were last told of; when it was issued until then
 */
record Progress(SpanStats measured, long bytes, Instant at) {

    static Progress none(Instant issuedAt) {
        return new Progress(SpanStats.NONE, 0, issuedAt);
    }

    boolean hasBegun() {
        return bytes > 0;
    }

    Progress heard(long reported, Instant now) {
        return reported > bytes ? new Progress(measured, reported, now) : this;
    }

    Progress measured(SpanStats stats) {
        return new Progress(stats, bytes, at);
    }
}
