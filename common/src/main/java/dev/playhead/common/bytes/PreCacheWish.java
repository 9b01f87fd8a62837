package dev.playhead.common.bytes;

import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;

/**
 * The wish to have a media, or a range of it, on the disk.
 *
 * @param priority MEDIUM where a user asks, LOW where it fills what was watched; the latter never replaces the former
 */
public record PreCacheWish(MediaId media, MediaSource source, RequestedRange range, Priority priority) {
    public PreCacheWish {
        if (priority.lane() != Lane.BULK) {
            throw new IllegalArgumentException("priority " + priority + " must be MEDIUM or LOW");
        }
    }
}
