package dev.playhead.scheduler.sim;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.testkit.simulation.SimulatedScheduler;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Two cores, of which the second takes the origin over from the first and has heard nothing of what was before. */
final class HandOver implements SimulatedScheduler {
    private final SimulatedCore second = new SimulatedCore("second");
    private SimulatedCore owner = new SimulatedCore();

    /** As after a rebalance: the first owner says no more, its commands stay with the fetchers. */
    void handOver() {
        owner = second;
    }

    @Override
    public void receive(PlayheadEvent event, Instant now, Outbox outbox) {
        owner.receive(event, now, outbox);
    }

    @Override
    public void mapLoaded(MediaId media, @Nullable StoredMedia stored, Instant now, Outbox outbox) {
        owner.mapLoaded(media, stored, now, outbox);
    }

    @Override
    public void tick(Instant now, Outbox outbox) {
        owner.tick(now, outbox);
    }

    @Override
    public Instant nextTick() {
        return owner.nextTick();
    }

    @Override
    public Collection<FetchSpan> inFlight() {
        return owner.inFlight();
    }

    @Override
    public Collection<CommandId> hedges() {
        return owner.hedges();
    }
}
