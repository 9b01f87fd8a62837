package dev.playhead.scheduler.core;

import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlaybackEvent.PositionReported;
import dev.playhead.common.event.PreCacheEvent;
import dev.playhead.common.event.PreCacheEvent.PreCacheRequested;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler without its surroundings: signals and times go in, decisions come out. One thread at a time.
 *
 * <p>A signal changes what is believed ({@link #replay}, the only place where it does); then each media it touched is
 * reviewed, planned anew and its wants replaced in the queue; then as many wants as there is room for are published, most
 * urgent first. What one signal costs depends on the media it is about, not on how many there are.
 */
public final class SchedulerCore {
    /**
     * A media that is here as a whole has nothing to plan, however many of its viewers tell where they are: it is looked
     * at after this time at the latest. A thousand viewers of one film tell 300 times a second, and each look costs a
     * millisecond.
     */
    private static final Duration REST = Duration.ofSeconds(1);

    private final MediaStates media;
    private final InFlightTable table;
    private final Fleet fleet = new Fleet();
    private final WantQueue queue = new WantQueue();
    private final Agenda agenda = new Agenda();
    private final WasteMeter waste = new WasteMeter();
    private final IndexRegions index = new IndexRegions();
    private final OriginControls origins;
    private final Upkeep upkeep;
    private final Planner planner;
    private final IndexPlanner indexPlanner = new IndexPlanner();
    private final BulkDesk bulk;
    private final Dispatcher dispatcher;
    private final Hedger hedger;
    private final Lives lives;
    private final Reports reports;

    /**
     * @param run a token that no other run of a scheduler has, for the names of commands
     */
    public SchedulerCore(Policy policy, String run) {
        this.table = new InFlightTable(policy.hedge());
        this.media = new MediaStates(policy);
        this.origins = new OriginControls(policy);
        this.lives = new Lives(policy, table, origins, waste);
        ReadAhead readAhead = new ReadAhead(policy);
        this.upkeep = new Upkeep(policy, readAhead, table, fleet, origins, index);
        this.planner = new Planner(readAhead);
        Room room = new Room(fleet, table, origins);
        CommandIds ids = new CommandIds(run);
        FillRate rate = new FillRate(policy.fills());
        this.bulk = new BulkDesk(table, rate);
        this.reports = new Reports(media, lives, origins, waste, bulk);
        Dispatcher.Gates gates = new Dispatcher.Gates(room, new BulkGate(queue, table, room, rate));
        this.dispatcher = new Dispatcher(policy, media, queue, table, gates, ids);
        this.hedger = new Hedger(policy, table, origins, readAhead, room, ids);
    }

    /** Takes in a signal and returns what follows from it. */
    public List<Decision> on(Signal signal, Instant now) {
        hedger.woke(now, agenda.next());
        return decide(replay(signal, now), now);
    }

    /** Lets time pass; needed at {@link #nextTick}, harmless at any other time. */
    public List<Decision> tick(Instant now) {
        hedger.woke(now, agenda.next());
        origins.pass(now);
        bulk.pass(now);
        Set<MediaId> touched = new LinkedHashSet<>(agenda.due(now));
        touched.addAll(lives.abandoned(fleet.expire(now), now));
        return decide(touched, now);
    }

    /** Returns when something follows from time alone; empty when nothing does. */
    public Optional<Instant> nextTick() {
        Instant next = Times.earlier(Times.earlier(agenda.next(), fleet.nextChange()), origins.reopensAt());
        next = Times.earlier(next, bulk.nextChange());
        return next.equals(Instant.MAX) ? Optional.empty() : Optional.of(next);
    }

    /** Returns the commands believed to be under way, in no order. */
    public List<FetchSpan> inFlight() {
        return table.all().stream().map(InFlight::command).toList();
    }

    /** Returns which of the commands under way ask for the bytes of another one that has gone quiet. */
    public Collection<CommandId> hedges() {
        return table.hedges().racing();
    }

    /** Returns what was done so far. */
    public CoreCounts counts() {
        return new CoreCounts(table.hedges().counts(), waste.total());
    }

    /** Returns what became of what was fetched for one session; empty where nothing was. */
    public Optional<ReadAheadUse> useOf(MediaId id, SessionId session) {
        return waste.of(id, session);
    }

    /** Returns how many media are remembered. */
    public int mediaCount() {
        return media.size();
    }

    private Set<MediaId> replay(Signal signal, Instant now) {
        if (signal instanceof Signal.Viewed viewed) {
            return replayPlayback(viewed.partition(), viewed.event(), now);
        }
        if (signal instanceof Signal.Asked asked) {
            return replayAsked(asked.partition(), asked.event(), now);
        }
        if (signal instanceof Signal.Reported reported) {
            return reports.on(reported.event(), now);
        }
        if (signal instanceof Signal.Beat beat) {
            List<CommandId> abandoned = fleet.on(beat.room(), now);
            beat.room().running().forEach(id -> lives.renewed(id, now));
            return lives.abandoned(abandoned, now);
        }
        if (signal instanceof Signal.MapLoaded loaded) {
            return media.change(loaded.media(), state -> state.map().load(loaded.stored()));
        }
        if (signal instanceof Signal.MapUnavailable unavailable) {
            return media.change(unavailable.media(), state -> state.map().unavailable());
        }
        if (signal instanceof Signal.PublishFailed failed) {
            return reports.unpublished(failed.command(), now);
        }
        if (signal instanceof Signal.Disowned disowned) {
            List<MediaState> gone = media.all()
                    .filter(state -> disowned.partitions().contains(state.partition()))
                    .toList();
            gone.forEach(this::forget);
            return Set.of();
        }
        throw new IllegalStateException("signal " + signal.getClass() + " is not handled");
    }

    private Set<MediaId> replayPlayback(int partition, PlaybackEvent event, Instant now) {
        if (event.isOpen() && !(event instanceof PositionReported)) {
            media.know(event.media(), partition, event.source());
        }
        MediaState state = media.find(event.media());
        if (state == null) {
            return Set.of();
        }
        SessionId session = event.cursor().session();
        @Nullable Playhead before = state.viewers().find(session);
        state.on(event, now);
        @Nullable Playhead after = state.viewers().find(session);
        if (after != null) {
            waste.moved(event.media(), session, before, after);
            index.moved(event, state.map().version(), before, after, now);
            state.viewers().judge(session, waste.isWasteful(event.media(), session));
        }
        return isAtRest(state) && agenda.isSetBy(state.id(), now.plus(REST)) ? Set.of() : Set.of(state.id());
    }

    /** Whether nothing is left to fetch of a media, or to find out about it. */
    private boolean isAtRest(MediaState state) {
        return state.map().isComplete()
                && table.of(state.id()).isEmpty()
                && state.lost().isEmpty();
    }

    private Set<MediaId> replayAsked(int partition, PreCacheEvent event, Instant now) {
        if (event instanceof PreCacheRequested requested) {
            media.know(event.media(), partition, requested.source());
        }
        return media.change(event.media(), state -> bulk.on(state, event, now));
    }

    private List<Decision> decide(Set<MediaId> touched, Instant now) {
        List<Decision> decisions = new ArrayList<>();
        plan(touched, now, decisions);
        Dispatcher.Outcome outcome = dispatcher.dispatch(now, decisions);
        outcome.issued().forEach(lives::issued);
        plan(outcome.preempted(), now, decisions);
        Set<MediaId> changed = new LinkedHashSet<>(touched);
        changed.addAll(outcome.published());
        changed.addAll(outcome.preempted());
        changed.forEach(id -> schedule(id, now));
        return decisions;
    }

    private void plan(Set<MediaId> touched, Instant now, List<Decision> decisions) {
        for (MediaId id : touched) {
            MediaState state = media.find(id);
            if (state != null) {
                upkeep.review(state, now, decisions);
                hedger.hedge(state, now, decisions);
                bulk.review(state, decisions);
                queue.replace(id, state.map().isPlannable(now) ? plan(state, now) : List.of());
            }
        }
    }

    private List<Want> plan(MediaState state, Instant now) {
        Situation situation = situation(state, now);
        ByteRanges opened = index.wanted(state.id(), situation.version(), now);
        List<Want> urgent = indexPlanner.plan(situation, opened, planner.plan(situation, most(state, opened)));
        return bulk.plan(state, situation, urgent);
    }

    /**
     * Returns how many spans of a media are worth planning: what its origin is asked for at a time. Whatever has gone by
     * the next look at the media is still under way then, so no more of a plan can ever go. Index regions are cut out of
     * all that viewers want.
     */
    private int most(MediaState state, ByteRanges opened) {
        return opened.isEmpty() ? origins.of(state.origin()).limit().most() : Integer.MAX_VALUE;
    }

    private Situation situation(MediaState state, Instant now) {
        return new Situation(
                state.id(),
                state.origin(),
                state.map().version(),
                state.map().readable(),
                table.of(state.id()),
                state.lost(),
                state.viewers().readers(),
                state.outage(),
                origins.of(state.origin()).pipe(now),
                now);
    }

    private void schedule(MediaId id, Instant now) {
        MediaState state = media.find(id);
        if (state == null) {
            return;
        }
        if (state.isIdle() && table.of(id).isEmpty()) {
            forget(state);
        } else {
            waste.retain(id, state.viewers().sessions());
            index.retain(id, state.viewers().sessions());
            Instant next = Times.earlier(upkeep.nextReview(state, now), hedger.next(state, now));
            next = Times.earlier(next, index.nextChange(id, now));
            agenda.set(id, isAtRest(state) ? Times.earlier(next, now.plus(REST)) : next);
        }
    }

    private void forget(MediaState state) {
        queue.replace(state.id(), List.of());
        agenda.remove(state.id());
        table.of(state.id()).forEach(span -> table.remove(span.id()));
        waste.forget(state.id());
        index.forget(state.id());
        media.forget(state.id());
    }
}
