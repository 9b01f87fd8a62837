package dev.playhead.common.event.codec;

import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.ChunkEvent.ChunksEvicted;
import dev.playhead.common.event.ChunkEvent.ChunksStored;
import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.ChunkEvent.MediaDescribed;
import dev.playhead.common.event.ChunkEvent.VersionChanged;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.FetcherRoom;
import dev.playhead.common.event.PlaybackEvent.PlaybackAdvanced;
import dev.playhead.common.event.PlaybackEvent.PositionReported;
import dev.playhead.common.event.PlaybackEvent.SeekPerformed;
import dev.playhead.common.event.PlaybackEvent.StreamClosed;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.event.PreCacheEvent.PreCacheCancelled;
import dev.playhead.common.event.PreCacheEvent.PreCacheRequested;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every event that travels and its name on the wire, once. A name stays when a class is renamed. */
final class EventTypes {
    private static final Map<String, Class<? extends PlayheadEvent>> BY_NAME = new LinkedHashMap<>();

    static {
        register("StreamOpened", StreamOpened.class);
        register("PlaybackAdvanced", PlaybackAdvanced.class);
        register("SeekPerformed", SeekPerformed.class);
        register("PositionReported", PositionReported.class);
        register("StreamClosed", StreamClosed.class);
        register("PreCacheRequested", PreCacheRequested.class);
        register("PreCacheCancelled", PreCacheCancelled.class);
        register("FetchSpan", FetchSpan.class);
        register("CancelFetch", CancelFetch.class);
        register("FetcherRoom", FetcherRoom.class);
        register("MediaDescribed", MediaDescribed.class);
        register("ChunksStored", ChunksStored.class);
        register("FetchFailed", FetchFailed.class);
        register("VersionChanged", VersionChanged.class);
        register("ChunksEvicted", ChunksEvicted.class);
    }

    private static final Map<Class<?>, String> BY_CLASS =
            BY_NAME.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private EventTypes() {}

    private static void register(String name, Class<? extends PlayheadEvent> type) {
        if (BY_NAME.put(name, type) != null) {
            throw new IllegalStateException("wire name " + name + " is registered twice");
        }
    }

    static Optional<Class<? extends PlayheadEvent>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    static String nameOf(PlayheadEvent event) {
        String name = BY_CLASS.get(event.getClass());
        if (name == null) {
            throw new IllegalStateException(event.getClass() + " is not registered as an event");
        }
        return name;
    }

    static Map<String, Class<? extends PlayheadEvent>> all() {
        return Collections.unmodifiableMap(BY_NAME);
    }
}
