package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
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
    private static final Reading PRE_CACHE = Reading.ofNobody("pre-cache");

    private static final Reading BACKGROUND_FILL = Reading.ofNobody("background-fill");

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
