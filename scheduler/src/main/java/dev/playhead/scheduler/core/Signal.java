package dev.playhead.scheduler.core;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.FetcherRoom;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PreCacheEvent;
import dev.playhead.common.model.MediaId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something the scheduler learns. The same signals at the same times lead to the same decisions. */
public sealed interface Signal {

    /** A viewer did something; the event came on a partition that this scheduler owns. */
    record Viewed(int partition, PlaybackEvent event) implements Signal {}

    /** A store says what it is to have though nobody watches; on a partition that this scheduler owns. */
    record Asked(int partition, PreCacheEvent event) implements Signal {}

    /** A fetcher or a store reports. */
    record Reported(ChunkEvent event) implements Signal {}

    /** A fetcher says what it can take and what it works on. */
    record Beat(FetcherRoom room) implements Signal {}

    /**
     * The answer to {@link Decision.LoadMap}.
     *
     * @param stored null when the store does not know the media
     */
    record MapLoaded(MediaId media, @Nullable StoredMedia stored) implements Signal {}

    /** The store could not answer {@link Decision.LoadMap}. */
    record MapUnavailable(MediaId media) implements Signal {}

    /** A command did not reach its topic. */
    record PublishFailed(FetchSpan command) implements Signal {}

    /** These partitions are another scheduler's, or start afresh: what is known of their media is forgotten. */
    record Disowned(Set<Integer> partitions) implements Signal {}
}
