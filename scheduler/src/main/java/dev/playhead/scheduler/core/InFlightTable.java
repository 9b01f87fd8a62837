package dev.playhead.scheduler.core;

import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every command under way, and how many there are by lane and origin.
 *
 * <p>The counts are what room is measured against, so this is the only place where a command enters or leaves.
 */
final class InFlightTable {
    private final Map<CommandId, InFlight> byCommand = new HashMap<>();
    private final Map<MediaId, Map<CommandId, InFlight>> byMedia = new HashMap<>();
    /** What {@link #of} has returned: one event asks a dozen times. A media's leaves with a change of its commands. */
    private final Map<MediaId, List<InFlight>> snapshots = new HashMap<>();

    private final Map<CommandId, InFlight> orphans = new LinkedHashMap<>();
    private final Map<Lane, Integer> byLane = new EnumMap<>(Lane.class);
    private final Map<OriginName, Load> byOrigin = new HashMap<>();
    private final Hedges hedges;

    /**
     * What one origin is asked for at the moment.
     *
     * @param requests all of them
     * @param behind those that are not CRITICAL
     * @param bulk those that nobody waits for
     * @param demanded those that somebody's playback depends on now
     * @param left bytes that are still to come
     */
    record Load(int requests, int behind, int bulk, int demanded, long left) {
        static final Load NONE = new Load(0, 0, 0, 0, 0);

        private Load plus(InFlight span, int count) {
            return new Load(
                    requests + count,
                    span.lane() == Lane.NOW ? behind : behind + count,
                    span.lane() == Lane.BULK ? bulk + count : bulk,
                    span.demanded() ? demanded + count : demanded,
                    left + count * span.left());
        }
    }

    /** @param hedge whether spans may be asked for a second time */
    InFlightTable(boolean hedge) {
        this.hedges = new Hedges(hedge);
    }

    /** Adds a command, or replaces what was known of it. */
    void put(InFlight span) {
        @Nullable InFlight before = byCommand.put(span.id(), span);
        if (before != null) {
            count(before, -1);
        }
        count(span, 1);
        snapshots.remove(span.command().media());
        byMedia.computeIfAbsent(span.command().media(), media -> new LinkedHashMap<>())
                .put(span.id(), span);
        if (span.orphanedAt() == null) {
            orphans.remove(span.id());
        } else {
            orphans.put(span.id(), span);
        }
    }

    /** Removes a command, whether or not it was there. */
    void remove(CommandId id) {
        @Nullable InFlight span = byCommand.remove(id);
        if (span == null) {
            return;
        }
        count(span, -1);
        snapshots.remove(span.command().media());
        orphans.remove(id);
        hedges.ended(id);
        byMedia.computeIfPresent(span.command().media(), (media, spans) -> {
            spans.remove(id);
            return spans.isEmpty() ? null : spans;
        });
    }

    Optional<InFlight> find(CommandId id) {
        return Optional.ofNullable(byCommand.get(id));
    }

    /** Returns a snapshot of one media's commands, oldest first. */
    List<InFlight> of(MediaId media) {
        @Nullable List<InFlight> known = snapshots.get(media);
        if (known == null) {
            Map<CommandId, InFlight> spans = byMedia.get(media);
            if (spans == null) {
                return List.of();
            }
            known = List.copyOf(spans.values());
            snapshots.put(media, known);
        }
        return known;
    }

    Collection<InFlight> all() {
        return new ArrayList<>(byCommand.values());
    }

    /** Returns the command that nobody has wanted for longest among those that match. */
    Optional<InFlight> oldestOrphan(Predicate<InFlight> which) {
        return orphans.values().stream().filter(which).findFirst();
    }

    /** Returns the commands at an origin that nobody's playback depends on now. */
    List<InFlight> undemanded(OriginName origin) {
        return byCommand.values().stream()
                .filter(span ->
                        !span.demanded() && span.command().media().origin().equals(origin))
                .toList();
    }

    /** Returns which of the commands stand in for others. */
    Hedges hedges() {
        return hedges;
    }

    int inFlight(Lane lane) {
        return byLane.getOrDefault(lane, 0);
    }

    /** Returns a snapshot of the origins that are asked for anything. */
    List<OriginName> origins() {
        return List.copyOf(byOrigin.keySet());
    }

    Load load(OriginName origin) {
        return byOrigin.getOrDefault(origin, Load.NONE);
    }

    private void count(InFlight span, int difference) {
        byLane.merge(span.lane(), difference, Integer::sum);
        byOrigin.compute(span.command().media().origin(), (origin, load) -> {
            Load next = (load == null ? Load.NONE : load).plus(span, difference);
            return next.requests() == 0 ? null : next;
        });
    }
}
