package dev.playhead.scheduler.core;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every media that somebody watches or wants to have, of the origins that are configured. */
final class MediaStates {
    private final Policy policy;
    private final Map<MediaId, MediaState> states = new HashMap<>();

    MediaStates(Policy policy) {
        this.policy = policy;
    }

    /** Begins to remember a media, if its origin is one of ours. */
    void know(MediaId id, int partition, MediaSource source) {
        if (policy.maxRequests().containsKey(id.origin())) {
            states.computeIfAbsent(id, unknown -> new MediaState(id, partition, source, policy.fill(id.origin())));
        }
    }

    /** Returns what is known of a media; null when nothing is. */
    @Nullable
    MediaState find(MediaId id) {
        return states.get(id);
    }

    /** Changes what is known of a media, if anything is; returns what was touched. */
    Set<MediaId> change(MediaId id, Consumer<MediaState> change) {
        @Nullable MediaState state = states.get(id);
        if (state == null) {
            return Set.of();
        }
        change.accept(state);
        return Set.of(id);
    }

    Stream<MediaState> all() {
        return states.values().stream();
    }

    void forget(MediaId id) {
        states.remove(id);
    }

    int size() {
        return states.size();
    }
}
