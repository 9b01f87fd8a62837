package dev.playhead.common.event;

import dev.playhead.common.model.MediaId;

/** What somebody wants of a media: what streams read, and what users ask to have before anybody reads it. */
public sealed interface DemandEvent extends PlayheadEvent, PlayheadEvent.OfMedia permits PlaybackEvent, PreCacheEvent {
    @Override
    MediaId media();
}
