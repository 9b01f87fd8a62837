package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.MediaEdges;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.VersionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What players read at the head and the tail of one version before they read on.
 *
 * @param regions up to {@link #MOST_REGIONS} of {@link #MOST_BYTES} together; each begins where a player began, and
 *     ends where a chunk ends, as only whole chunks are kept
 */
record MediaIndex(VersionId version, ByteRanges regions) {
    /** A head, a tail, and what a container in parts has beside them. */
    static final int MOST_REGIONS = 4;
    /** What the longest index takes: an opening brings no more from the origin than that beyond its demand. */
    static final long MOST_BYTES = MediaEdges.BYTES;

    static MediaIndex none(MediaVersion version) {
        return new MediaIndex(version.id(), ByteRanges.EMPTY);
    }

    boolean isOf(MediaVersion other) {
        return version.equals(other.id());
    }

    /**
     * Returns the index after an opening that ended by reading on. What it has read goes before what was known, as
     * players differ; and the tail before the head, where each session begins anyway.
     */
    MediaIndex plus(ByteRanges read, ChunkLayout layout) {
        List<ByteRange> candidates = new ArrayList<>(regions.asList());
        for (ByteRange region : new MediaEdges(layout.length()).within(read).asList()) {
            candidates.add(new ByteRange(region.start(), layout.ceil(region.end())));
        }
        Collections.reverse(candidates);
        ByteRanges chosen = ByteRanges.EMPTY;
        for (ByteRange candidate : candidates) {
            ByteRanges more = chosen.plus(candidate);
            chosen = more.asList().size() <= MOST_REGIONS && more.bytes() <= MOST_BYTES ? more : chosen;
        }
        return new MediaIndex(version, chosen);
    }
}
