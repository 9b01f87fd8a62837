package dev.playhead.store.io.index;

import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.store.core.precache.Intent;
import java.time.Instant;
import java.util.List;

/** One change of the index; all may be applied twice. */
public sealed interface IndexChange {

    /** A media that was not known, with its first version. */
    record AddMedia(MediaId media, MediaSource source, Instant at) implements IndexChange {}

    /** A version that was not known; it is the current one from now on. */
    record AddVersion(long number, MediaId media, MediaVersion version, Instant at) implements IndexChange {}

    /** Whole chunks of a version; none, when only their order behind earlier changes matters. */
    record AddChunks(long version, List<ChunkRow> rows) implements IndexChange {}

    /** Chunks whose bytes are no longer there. */
    record RemoveChunks(long version, List<Long> chunks) implements IndexChange {}

    /** All chunks of a version; the version stays known until it is forgotten. */
    record RemoveAllChunks(long version) implements IndexChange {}

    /** Versions that were replaced before a time, whoever still reads them. */
    record ForgetVersions(Instant replacedBefore) implements IndexChange {}

    /** What the origin last said of how long a version holds. */
    record MarkFresh(long version, Freshness freshness) implements IndexChange {}

    /** A media has a viewer. */
    record MarkWatched(MediaId media, Instant at) implements IndexChange {}

    /** A media that is kept, or no longer. */
    record Pin(MediaId media, boolean keep) implements IndexChange {}

    /** A wish for a media that nobody watches, in its newest state. */
    record PutIntent(Intent intent) implements IndexChange {}

    /** A wish that is no more. */
    record RemoveIntent(MediaId media) implements IndexChange {}

    /** A media with all its versions. */
    record RemoveMedia(MediaId media) implements IndexChange {}
}
