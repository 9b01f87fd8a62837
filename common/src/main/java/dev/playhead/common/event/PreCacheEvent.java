package dev.playhead.common.event;

import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import java.time.Instant;

/**
 * What is to be fetched though nobody watches it. Soft state, like positions: the store that keeps the wish repeats it
 * every few seconds for as long as it is open, so a scheduler that starts afresh needs no other source.
 */
public sealed interface PreCacheEvent extends DemandEvent {

    /**
     * A pre-cache that is not complete.
     *
     * @param range what of the media; a whole one from byte 0 on
     * @param priority MEDIUM where a user asked for it, LOW where it fills what was watched
     * @param requestedAt what came first goes first
     */
    record PreCacheRequested(
            MediaId media, MediaSource source, RequestedRange range, Priority priority, Instant requestedAt)
            implements PreCacheEvent {
        public PreCacheRequested {
            if (priority.lane() != Lane.BULK) {
                throw new IllegalArgumentException("priority " + priority + " must be MEDIUM or LOW");
            }
        }
    }

    /** It is over: complete, cancelled by a user, or without room. */
    record PreCacheCancelled(MediaId media, Instant at) implements PreCacheEvent {}
}
