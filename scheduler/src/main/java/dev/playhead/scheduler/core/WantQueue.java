package dev.playhead.scheduler.core;

import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The heap of all spans that are wanted and not yet published.
 *
 * <p>It stays here and not in Kafka, which knows no order but arrival. Kept by lane and origin, because those are what
 * may be full while others have room.
 */
final class WantQueue {
    private final Map<Lane, Map<OriginName, TreeSet<Want>>> queues = new EnumMap<>(Lane.class);
    private final Map<MediaId, List<Want>> plans = new HashMap<>();

    /** Replaces all that is wanted of a media. */
    void replace(MediaId media, List<Want> plan) {
        List<Want> before = plan.isEmpty() ? plans.remove(media) : plans.put(media, plan);
        if (before != null) {
            before.forEach(this::remove);
        }
        for (Want want : plan) {
            queues.computeIfAbsent(want.urgency().priority().lane(), lane -> new HashMap<>())
                    .computeIfAbsent(want.origin(), origin -> new TreeSet<>(SpanOrder.MOST_URGENT_FIRST))
                    .add(want);
        }
    }

    /** Removes one want, whether or not it is still there. */
    void remove(Want want) {
        Map<OriginName, TreeSet<Want>> lane =
                queues.getOrDefault(want.urgency().priority().lane(), Map.of());
        TreeSet<Want> wants = lane.get(want.origin());
        if (wants != null && wants.remove(want) && wants.isEmpty()) {
            lane.remove(want.origin());
        }
    }

    /** Returns the origins of which something is wanted on any of these lanes. */
    Set<OriginName> origins(Lane... lanes) {
        Set<OriginName> origins = new HashSet<>();
        for (Lane lane : lanes) {
            origins.addAll(queues.getOrDefault(lane, Map.of()).keySet());
        }
        return origins;
    }

    /** Returns the most urgent want of a lane among those that are first at their origin and may go. */
    Optional<Want> mostUrgent(Lane lane, Predicate<Want> mayGo) {
        return queues.getOrDefault(lane, Map.of()).values().stream()
                .map(TreeSet::first)
                .filter(mayGo)
                .min(SpanOrder.MOST_URGENT_FIRST);
    }
}
