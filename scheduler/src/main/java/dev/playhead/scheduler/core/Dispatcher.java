package dev.playhead.scheduler.core;

import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Publishes what is wanted most, as far as there is room, lane by lane.
 *
 * <p>What is CRITICAL and finds its lane full takes a free slot of the lane behind: a free slot is free at once, whatever
 * it is called. Where there is none it takes the place of a span that has outlived its viewers. Where all requests to an
 * origin share one rate it takes that rate: spans that nobody's playback depends on are cancelled, and what is missing of
 * them is planned anew.
 */
final class Dispatcher {
    /** How long a fetcher goes on trying after the playhead has got there: a late byte is better than a broken stream. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private final Policy policy;
    private final MediaStates media;
    private final WantQueue queue;
    private final InFlightTable table;
    private final Room room;
    private final BulkGate bulk;
    private final CommandIds ids;
    /** Origins whose requests were seen to share one rate when they were last asked. */
    private final Set<OriginName> shared = new HashSet<>();

    /**
     * What a dispatch has changed.
     *
     * @param published the media that something was published for
     * @param issued the spans that were
     * @param preempted the media whose spans had to go
     */
    record Outcome(Set<MediaId> published, List<InFlight> issued, Set<MediaId> preempted) {
        private void add(InFlight span) {
            published.add(span.command().media());
            issued.add(span);
        }
    }

    /** What says when an origin may be asked. */
    record Gates(Room room, BulkGate bulk) {}

    Dispatcher(Policy policy, MediaStates media, WantQueue queue, InFlightTable table, Gates gates, CommandIds ids) {
        this.policy = policy;
        this.media = media;
        this.queue = queue;
        this.table = table;
        this.room = gates.room();
        this.bulk = gates.bulk();
        this.ids = ids;
    }

    /** Publishes until there is no room or no want left. */
    Outcome dispatch(Instant now, List<Decision> decisions) {
        Outcome outcome = new Outcome(new LinkedHashSet<>(), new ArrayList<>(), new LinkedHashSet<>());
        for (InFlight span : bulk.leaving()) {
            cancel(span, decisions);
            outcome.preempted().add(span.command().media());
        }
        while (dispatchUrgent(now, decisions, outcome)) {
            // one at a time: each changes the room for the next
        }
        preemptWhereSharingShows(now, decisions, outcome);
        drain(Lane.AHEAD, next -> room.hasOriginBehind(next.origin(), now), now, decisions)
                .forEach(outcome::add);
        drain(Lane.BULK, next -> bulk.mayGo(next, now), now, decisions).forEach(outcome::add);
        return outcome;
    }

    /** Publishes what may go of a lane that can wait; returns what went. */
    private List<InFlight> drain(Lane lane, Predicate<Want> mayGo, Instant now, List<Decision> decisions) {
        List<InFlight> gone = new ArrayList<>();
        while (room.hasLane(lane)) {
            Optional<Want> want = queue.mostUrgent(lane, mayGo);
            if (want.isEmpty()) {
                break;
            }
            gone.add(publish(want.get(), want.get().urgency().priority(), now, decisions));
            bulk.went(want.get(), now);
        }
        return gone;
    }

    private boolean dispatchUrgent(Instant now, List<Decision> decisions, Outcome outcome) {
        Optional<Want> want = queue.mostUrgent(Lane.NOW, next -> room.hasOrigin(next, now));
        if (want.isEmpty()) {
            return queue.mostUrgent(Lane.NOW, next -> room.isFull(next.origin()))
                    .flatMap(blocked -> table.oldestOrphan(
                            span -> span.command().media().origin().equals(blocked.origin())))
                    .map(orphan -> cancel(orphan, decisions))
                    .isPresent();
        }
        if (room.hasLane(Lane.NOW) || room.hasLane(Lane.AHEAD)) {
            Priority priority = room.hasLane(Lane.NOW) ? Priority.CRITICAL : Priority.HIGH;
            if (room.isShared(want.get().origin(), now)) {
                preempt(want.get().origin(), decisions, outcome);
            }
            outcome.add(publish(want.get(), priority, now, decisions));
            return true;
        }
        return table.oldestOrphan(span -> span.lane() != Lane.BULK)
                .map(orphan -> cancel(orphan, decisions))
                .isPresent();
    }

    /** What went before it was known that it takes a rate from others makes room for what somebody waits for. */
    private void preemptWhereSharingShows(Instant now, List<Decision> decisions, Outcome outcome) {
        for (OriginName origin : table.origins()) {
            if (!room.isShared(origin, now)) {
                shared.remove(origin);
            } else if (shared.add(origin) && table.load(origin).demanded() > 0) {
                preempt(origin, decisions, outcome);
            }
        }
    }

    private void preempt(OriginName origin, List<Decision> decisions, Outcome outcome) {
        for (InFlight span : table.undemanded(origin)) {
            cancel(span, decisions);
            outcome.preempted().add(span.command().media());
        }
    }

    private InFlight publish(Want want, Priority priority, Instant now, List<Decision> decisions) {
        MediaState state = media.find(want.media());
        if (state == null) {
            throw new IllegalStateException("media " + want.media() + " is planned but not known");
        }
        queue.remove(want);
        Optional<InFlight> lost = state.takeLost(want.range());
        CommandId id = lost.map(InFlight::id).orElseGet(ids::next);
        int attempt = lost.map(span -> span.command().attempt() + 1).orElse(1);
        FetchSpan command = new FetchSpan(
                want.media(),
                state.source(),
                id,
                attempt,
                want.range(),
                state.map().version(),
                priority,
                deadline(want, now),
                want.trace());
        boolean demanded = want.urgency().priority() == Priority.CRITICAL;
        InFlight span = InFlight.issued(command, want.reading(), now, now.plus(policy.lease()))
                .demanded(demanded);
        table.put(span);
        table.hedges().requested();
        decisions.add(new Decision.Publish(command));
        return span;
    }

    private CommandId cancel(InFlight orphan, List<Decision> decisions) {
        table.remove(orphan.id());
        decisions.add(new Decision.Cancel(new CancelFetch(orphan.command().media(), orphan.id())));
        return orphan.id();
    }

    private static Instant deadline(Want want, Instant now) {
        Instant reached = want.urgency().deadline();
        return (reached.equals(Instant.MAX) ? now : Times.later(reached, now)).plus(GRACE);
    }
}
