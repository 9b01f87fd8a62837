package dev.playhead.common.bytes;

import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import java.time.Instant;

/**
 * What a store knows of a media.
 *
 * @param version the current one
 * @param readable whole chunks and what is written of open ones
 * @param complete whole chunks in the index
 * @param freshness what the origin last said of how long the current version holds
 * @param revision of this state; events at or below it are part of it already
 */
public record StoredMedia(
        MediaId media,
        MediaSource source,
        MediaVersion version,
        ByteRanges readable,
        ByteRanges complete,
        Freshness freshness,
        long revision) {

    /** A media whose origin says nothing about how long its version holds. */
    public StoredMedia(
            MediaId media,
            MediaSource source,
            MediaVersion version,
            ByteRanges readable,
            ByteRanges complete,
            long revision) {
        this(media, source, version, readable, complete, Freshness.unsaid(Instant.EPOCH), revision);
    }
}
