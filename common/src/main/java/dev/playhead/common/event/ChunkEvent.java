package dev.playhead.common.event;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.VersionId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of fetch commands, and what a store holds.
 *
 * <p>A store's events carry its revision of the media, which rises with each; what is at or below the known revision is
 * ignored.
 */
public sealed interface ChunkEvent extends PlayheadEvent, PlayheadEvent.OfMedia {

    /** A store holds the description of a media that it did not know. */
    record MediaDescribed(MediaId media, MediaVersion version, long revision) implements ChunkEvent {}

    /**
     * Bytes of a span are readable, and its whole chunks are in the index.
     *
     * @param readable what this span made readable since its last such event; may be part of a chunk
     * @param complete whether the write of the span has ended; none follows for this command and attempt
     */
    record ChunksStored(
            MediaId media,
            VersionId version,
            CommandId command,
            int attempt,
            List<ByteRange> readable,
            boolean complete,
            SpanStats stats,
            long revision)
            implements ChunkEvent {}

    /**
     * A fetcher has given a command up, for good.
     *
     * @param status of the origin's last answer; null when there was none
     * @param length of the media where the answer told it (416); else null
     * @param retryAfter what the origin asked to wait; else null
     */
    record FetchFailed(
            MediaId media,
            CommandId command,
            int attempt,
            RequestedRange range,
            FailureReason reason,
            @Nullable Integer status,
            @Nullable Long length,
            @Nullable Duration retryAfter,
            SpanStats stats)
            implements ChunkEvent {}

    /** The origin has another content under the same name; reads of the old one go on from what is stored of it. */
    record VersionChanged(MediaId media, VersionId from, MediaVersion to, long revision) implements ChunkEvent {}

    /** Chunks are no longer stored: evicted, or found not to match their checksum. */
    record ChunksEvicted(MediaId media, VersionId version, List<ByteRange> ranges, long revision)
            implements ChunkEvent {}
}
