package dev.playhead.testkit.simulation;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whatever decides in a simulation: the real scheduler, or a simple policy that it is compared with.
 *
 * <p>What it decides goes to the outbox before the call returns. The same calls lead to the same decisions.
 * {@code docs/decisions/0008-the-simulation-knows-no-scheduler.md} says why this interface is here.
 */
public interface SimulatedScheduler {

    /** Where decisions go. */
    interface Outbox {
        void publish(FetchSpan command);

        void cancel(CancelFetch cancellation);

        /** Asks for the store's map; the answer comes by {@link #mapLoaded}. */
        void loadMap(MediaId media);
    }

    /** A playback event, a chunk event or a fetcher's beat has arrived. */
    void receive(PlayheadEvent event, Instant now, Outbox outbox);

    /**
     * The store answers.
     *
     * @param stored null when it does not know the media
     */
    void mapLoaded(MediaId media, @Nullable StoredMedia stored, Instant now, Outbox outbox);

    /** Time has passed; needed at {@link #nextTick}, harmless at any other time. */
    void tick(Instant now, Outbox outbox);

    /** Returns when something follows from time alone, or {@link Instant#MAX}. */
    Instant nextTick();

    /** Returns the commands that it believes to be under way, in no order. */
    Collection<FetchSpan> inFlight();

    /** Returns which of them ask for bytes of another one that has gone quiet; a simple policy does not do so. */
    default Collection<CommandId> hedges() {
        return List.of();
    }
}
