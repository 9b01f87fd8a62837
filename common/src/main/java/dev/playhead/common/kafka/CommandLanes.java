package dev.playhead.common.kafka;

import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.Lane;
import io.vertx.core.Future;
import java.util.function.Consumer;

/**
 * The receiving side of the command lanes: each command goes to one fetcher, whichever has a free slot.
 *
 * <p>Commands are published through {@link EventPublisher} to {@link dev.playhead.common.topic.Topics#fetch}.
 */
public interface CommandLanes {

    /**
     * Takes part in a lane.
     *
     * @param slots commands to hold at a time
     * @param handler called on the subscriber's context with each accepted command; it must call {@link
     *     Subscription#release} once for each
     * @return succeeds when commands published from then on may arrive
     */
    Future<Subscription> open(Lane lane, int slots, Consumer<FetchSpan> handler);

    /** One fetcher's part in a lane. Thread-safe. */
    interface Subscription {
        /** Gives a slot back: one more command may come. */
        void release();

        /** Takes no more commands; those accepted stay accepted. Never fails. */
        Future<Void> close();
    }
}
