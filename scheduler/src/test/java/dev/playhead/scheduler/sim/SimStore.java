package dev.playhead.scheduler.sim;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Validator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A store: knows a media from its first byte on, and tells of bytes as they come. */
final class SimStore {
    private final Map<MediaId, Long> lengths = new HashMap<>();
    private final Map<MediaId, StoredMedia> stored = new HashMap<>();
    private final Consumer<ChunkEvent> events;

    SimStore(Consumer<ChunkEvent> events) {
        this.events = events;
    }

    /** Says how long a media is at its origin. */
    void exists(MediaId media, long length) {
        lengths.put(media, length);
    }

    long length(MediaId media) {
        return lengths.get(media);
    }

    StoredMedia find(MediaId media) {
        return stored.get(media);
    }

    ByteRanges readable(MediaId media) {
        StoredMedia found = stored.get(media);
        return found == null ? ByteRanges.EMPTY : found.readable();
    }

    /** Puts bytes in place that were fetched long ago. */
    void preload(MediaId media, ByteRange... ranges) {
        describe(media);
        for (ByteRange range : ranges) {
            write(media, range);
        }
    }

    void opened(MediaId media) {
        if (!stored.containsKey(media)) {
            StoredMedia described = describe(media);
            events.accept(new ChunkEvent.MediaDescribed(media, described.version(), described.revision()));
        }
    }

    void write(MediaId media, ByteRange range) {
        StoredMedia before = stored.get(media);
        ByteRanges readable = before.readable().plus(range);
        stored.put(
                media,
                new StoredMedia(media, before.source(), before.version(), readable, readable, before.revision() + 1));
    }

    void report(MediaId media, CommandId command, int attempt, List<ByteRange> readable, boolean complete) {
        StoredMedia now = stored.get(media);
        events.accept(new ChunkEvent.ChunksStored(
                media, now.version().id(), command, attempt, readable, complete, SpanStats.NONE, now.revision()));
    }

    private StoredMedia describe(MediaId media) {
        long length = lengths.get(media);
        MediaVersion version = new MediaVersion(
                new Validator("\"" + media + "\"", null),
                length,
                ChunkLayout.forLength(length).chunkSize(),
                "video/mp4");
        StoredMedia described =
                new StoredMedia(media, new MediaSource("/film", null), version, ByteRanges.EMPTY, ByteRanges.EMPTY, 1);
        return stored.computeIfAbsent(media, m -> described);
    }
}
