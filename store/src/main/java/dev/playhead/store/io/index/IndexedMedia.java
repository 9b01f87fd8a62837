package dev.playhead.store.io.index;

import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.store.core.VersionHistory;
import java.util.SortedMap;

/**
 * What the index knows of a media.
 *
 * @param versionNumber of the current version
 * @param freshness of the current version
 * @param chunks CRC32C by chunk of the current version
 */
public record IndexedMedia(
        MediaId media,
        MediaSource source,
        VersionHistory history,
        long versionNumber,
        Freshness freshness,
        SortedMap<Long, Integer> chunks) {}
