package dev.playhead.testkit.simulation;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store: knows a media from its first byte on, wakes whoever waits for bytes, and tells of them as they come. */
public final class SimStore {
    private final Map<MediaId, Long> lengths = new HashMap<>();
    private final Map<MediaId, StoredMedia> stored = new HashMap<>();
    private final Map<MediaId, List<Runnable>> waiting = new HashMap<>();
    private final Consumer<ChunkEvent> events;

    SimStore(Consumer<ChunkEvent> events) {
        this.events = events;
    }

    /** Says how long a media is at its origin. */
    void exists(MediaId media, long length) {
        lengths.put(media, length);
    }

    /** Returns the length of a media, known to the store or not. */
    public long length(MediaId media) {
        Long length = lengths.get(media);
        if (length == null) {
            throw new IllegalArgumentException("media " + media + " is not in this world");
        }
        return length;
    }

    @Nullable
    StoredMedia find(MediaId media) {
        return stored.get(media);
    }

    public ByteRanges readable(MediaId media) {
        StoredMedia found = stored.get(media);
        return found == null ? ByteRanges.EMPTY : found.readable();
    }

    /** Puts bytes in place that were fetched long ago. */
    public void preload(MediaId media, ByteRange... ranges) {
        described(media);
        for (ByteRange range : ranges) {
            write(media, range);
        }
    }

    /** Takes bytes away without a word, as an eviction does whose event is lost. */
    public void lose(MediaId media, ByteRange range) {
        put(described(media), readable(media).minus(range));
    }

    /** Takes bytes away and tells of it. */
    public void evict(MediaId media, ByteRange range) {
        lose(media, range);
        StoredMedia now = described(media);
        events.accept(new ChunkEvent.ChunksEvicted(media, now.version().id(), List.of(range), now.revision()));
    }

    /** Calls back once when something of the media has become readable. */
    void awaitBytes(MediaId media, Runnable wake) {
        waiting.computeIfAbsent(media, m -> new ArrayList<>()).add(wake);
    }

    void opened(MediaId media) {
        if (!stored.containsKey(media)) {
            StoredMedia described = described(media);
            events.accept(new ChunkEvent.MediaDescribed(media, described.version(), described.revision()));
        }
    }

    void write(MediaId media, ByteRange range) {
        put(described(media), readable(media).plus(range));
        List<Runnable> woken = waiting.remove(media);
        if (woken != null) {
            woken.forEach(Runnable::run);
        }
    }

    void report(
            MediaId media,
            CommandId command,
            int attempt,
            List<ByteRange> readable,
            boolean complete,
            SpanStats stats) {
        StoredMedia now = described(media);
        events.accept(new ChunkEvent.ChunksStored(
                media, now.version().id(), command, attempt, readable, complete, stats, now.revision()));
    }

    private void put(StoredMedia before, ByteRanges readable) {
        stored.put(
                before.media(),
                new StoredMedia(
                        before.media(), before.source(), before.version(), readable, readable, before.revision() + 1));
    }

    private StoredMedia described(MediaId media) {
        return stored.computeIfAbsent(media, m -> {
            long length = length(m);
            MediaVersion version = new MediaVersion(
                    new Validator("\"" + m + "\"", null),
                    length,
                    ChunkLayout.forLength(length).chunkSize(),
                    "video/mp4");
            return new StoredMedia(m, new MediaSource("/film", null), version, ByteRanges.EMPTY, ByteRanges.EMPTY, 1);
        });
    }
}
