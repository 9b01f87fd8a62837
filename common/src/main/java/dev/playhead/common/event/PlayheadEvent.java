package dev.playhead.common.event;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.TraceContext;
import org.jspecify.annotations.Nullable;

/** Anything that travels through a topic. */
public sealed interface PlayheadEvent permits DemandEvent, FetchSpan, CancelFetch, FetcherRoom, ChunkEvent {

    /** The request of a player that it came from; null when it came from none. Travels as a header of its record. */
    default @Nullable TraceContext trace() {
        return null;
    }

    /** Returns the same event of a request; itself where events of this shape belong to none. */
    default PlayheadEvent traced(TraceContext trace) {
        return this;
    }

    /** A record about one media: keyed by it, partitioned by its origin. */
    interface OfMedia {
        MediaId media();
    }
}
