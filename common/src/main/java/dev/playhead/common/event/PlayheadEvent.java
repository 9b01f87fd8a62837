package dev.playhead.common.event;

import dev.playhead.common.model.MediaId;

/** Anything that travels through a topic. */
public sealed interface PlayheadEvent permits PlaybackEvent, FetchSpan, CancelFetch, FetcherRoom, ChunkEvent {

    /** A record about one media: keyed by it, partitioned by its origin. */
    interface OfMedia {
        MediaId media();
    }
}
