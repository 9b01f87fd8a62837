package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.SessionId;
import java.time.Instant;

/**
 * Bytes of a media that are to be fetched though nobody waits for them.
 *
 * @param range what of the media
 * @param priority MEDIUM for a pre-cache, LOW for background fill
 * @param since what came first goes first
 * @param from where to begin: behind a viewer, what is before it comes last
 */
record BulkWish(RequestedRange range, Priority priority, Instant since, long from) {
    /** No viewer reads it: names that no gateway gives, as they give longer ones. */
    private static final Reading PRE_CACHE = new Reading(new SessionId("pre-cache"), 0);

    private static final Reading BACKGROUND_FILL = new Reading(new SessionId("background-fill"), 0);

    /** Whether a span that is under way is for this. */
    boolean covers(InFlight span) {
        ByteRange bytes = span.range();
        if (span.command().priority() != priority || bytes == null) {
            return span.command().priority() == priority;
        }
        return range instanceof RequestedRange.From from
                ? bytes.end() > from.start() && (from.end() == null || bytes.start() < from.end())
                : true;
    }

    Reading reading() {
        return priority == Priority.MEDIUM ? PRE_CACHE : BACKGROUND_FILL;
    }
}
