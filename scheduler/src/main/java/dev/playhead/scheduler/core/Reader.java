package dev.playhead.scheduler.core;

import dev.playhead.common.model.RequestedRange;

/** A cursor whose wishes count, with the playhead it belongs to. */
record Reader(OpenCursor cursor, Playhead playhead) {

    /** Whether the reader, if it waits, would be served by a span. */
    boolean isServedBy(InFlight span) {
        RequestedRange remaining = cursor.remaining();
        return remaining instanceof RequestedRange.Suffix
                ? span.command().range() instanceof RequestedRange.Suffix
                : span.covers(cursor.position());
    }
}
