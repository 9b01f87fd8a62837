package dev.playhead.scheduler.sim;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.config.BackgroundFill;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.FetcherRoom;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.event.PreCacheEvent;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaId;
import dev.playhead.scheduler.core.Decision;
import dev.playhead.scheduler.core.HedgeCounts;
import dev.playhead.scheduler.core.Policy;
import dev.playhead.scheduler.core.ReadAheadUse;
import dev.playhead.scheduler.core.SchedulerCore;
import dev.playhead.scheduler.core.Signal;
import dev.playhead.testkit.simulation.SimWorld;
import dev.playhead.testkit.simulation.SimulatedScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The real core in a simulated world. */
final class SimulatedCore implements SimulatedScheduler {
    private static final Policy POLICY = new Policy(
            Duration.ofSeconds(20),
            DataSize.ofMebibytes(4),
            DataSize.ofMebibytes(64),
            Duration.ofSeconds(4),
            Duration.ofSeconds(3),
            Map.of(SimWorld.ORIGIN, SimWorld.MAX_REQUESTS));

    private final SchedulerCore core;
    private final List<MediaId> kept = new ArrayList<>();
    private final List<MediaId> givenUp = new ArrayList<>();

    SimulatedCore() {
        this("sim");
    }

    /**
     * @param run what the names of its commands begin with, where there is more than one core
     */
    SimulatedCore(String run) {
        this(run, BackgroundFill.OFF);
    }

    /** A core that completes what is watched. */
    SimulatedCore(BackgroundFill fill) {
        this("sim", fill);
    }

    private SimulatedCore(String run, BackgroundFill fill) {
        this.core = new SchedulerCore(
                new Policy(
                        POLICY.readAhead(),
                        POLICY.readAheadMin(),
                        POLICY.readAheadMax(),
                        POLICY.lease(),
                        POLICY.demandLinger(),
                        POLICY.maxRequests(),
                        Map.of(SimWorld.ORIGIN, fill),
                        POLICY.hedge()),
                run);
    }

    /** Returns the media of which the store was asked to keep the rest. */
    List<MediaId> kept() {
        return List.copyOf(kept);
    }

    /** Returns the media that the store was told are not to be had. */
    List<MediaId> givenUp() {
        return List.copyOf(givenUp);
    }

    /** Returns how many media the core remembers. */
    int mediaCount() {
        return core.mediaCount();
    }

    @Override
    public void receive(PlayheadEvent event, Instant now, Outbox outbox) {
        perform(core.on(signalOf(event), now), outbox);
    }

    @Override
    public void mapLoaded(MediaId media, StoredMedia stored, Instant now, Outbox outbox) {
        perform(core.on(new Signal.MapLoaded(media, stored), now), outbox);
    }

    @Override
    public void tick(Instant now, Outbox outbox) {
        perform(core.tick(now), outbox);
    }

    @Override
    public Instant nextTick() {
        return core.nextTick().orElse(Instant.MAX);
    }

    @Override
    public Collection<FetchSpan> inFlight() {
        return core.inFlight();
    }

    @Override
    public Collection<CommandId> hedges() {
        return core.hedges();
    }

    /** Returns what hedging has cost and brought. */
    HedgeCounts hedgeCounts() {
        return core.counts().hedges();
    }

    /** Returns what became of what was fetched. */
    ReadAheadUse readAheadUse() {
        return core.counts().readAhead();
    }

    private static Signal signalOf(PlayheadEvent event) {
        if (event instanceof PlaybackEvent playback) {
            return new Signal.Viewed(0, playback);
        }
        if (event instanceof PreCacheEvent preCache) {
            return new Signal.Asked(0, preCache);
        }
        if (event instanceof ChunkEvent chunks) {
            return new Signal.Reported(chunks);
        }
        return new Signal.Beat((FetcherRoom) event);
    }

    private void perform(List<Decision> decisions, Outbox outbox) {
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Publish publish) {
                outbox.publish(publish.command());
            } else if (decision instanceof Decision.Cancel cancel) {
                outbox.cancel(cancel.cancellation());
            } else if (decision instanceof Decision.LoadMap load) {
                outbox.loadMap(load.media());
            } else if (decision instanceof Decision.Keep keep) {
                kept.add(keep.media());
            } else if (decision instanceof Decision.GiveUp given) {
                givenUp.add(given.media());
            } else {
                throw new IllegalStateException("decision " + decision.getClass() + " is not handled");
            }
        }
    }
}
