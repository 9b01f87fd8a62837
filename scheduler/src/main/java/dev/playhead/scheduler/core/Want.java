package dev.playhead.scheduler.core;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.TraceContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One span that somebody needs and nobody is fetching.
 *
 * @param reading for whom
 * @param urgency its place in the order
 * @param trace of the request that it is for; null if that has none
 */
record Want(
        MediaId media,
        OriginName origin,
        RequestedRange range,
        Reading reading,
        Urgency urgency,
        @Nullable TraceContext trace) {

    /** The deadline of what has been waited for too long: before all others, and not held up for them. */
    static final Instant OVERDUE = Instant.EPOCH;

    /**
     * What {@link SpanOrder} compares.
     *
     * @param deadline when the playhead gets there; {@link Instant#MAX} for what nobody waits for
     * @param attained bytes the session will have been served in its epoch before this span
     * @param turn spans that the session has under way or planned before this one
     */
    record Urgency(Priority priority, Instant deadline, long attained, int turn) {}

    boolean isOverdue() {
        return urgency.deadline().equals(OVERDUE);
    }

    /** Returns the first byte; a suffix of unknown place counts as the last. Makes no object: sorting asks for it. */
    long position() {
        return range instanceof RequestedRange.From from ? from.start() : Long.MAX_VALUE;
    }
}
