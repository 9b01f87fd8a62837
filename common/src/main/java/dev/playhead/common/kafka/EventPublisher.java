package dev.playhead.common.kafka;

import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.topic.Topic;
import io.vertx.core.Future;

/** Sends events to their topics. Thread-safe; never blocks the caller. */
public interface EventPublisher {

    /**
     * Sends an event.
     *
     * @return succeeds when the broker has it, or at once when who it is for is in this process and has heard; fails when
     *     the broker did not take it within two seconds. What cannot be buffered is refused at once, never queued without
     *     bound. Completes on the caller's context.
     */
    <E extends PlayheadEvent> Future<Void> publish(Topic<E> topic, E event);

    /** Flushes what is under way, two seconds at most, and closes; never fails. */
    Future<Void> close();
}
