package dev.playhead.testkit.bus;

import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.topic.Topic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Random;

/**
 * Publishes as the worst network does: what was taken arrives twice, late, and so in another order than it was sent in.
 * Nothing is lost. Thread-safe; the same seed makes the same choices for the same sequence of events.
 */
public final class UnreliablePublisher implements EventPublisher {
    private final Vertx vertx;
    private final EventPublisher bus;
    private final Trouble trouble;
    private final Random random;

    /**
     * How bad it is.
     *
     * @param duplicated the share of events that arrive twice, the second time later
     * @param delayed the share of events that arrive late
     * @param longest no delay is longer
     */
    public record Trouble(double duplicated, double delayed, Duration longest) {}

    public UnreliablePublisher(Vertx vertx, EventPublisher bus, Trouble trouble, long seed) {
        this.vertx = vertx;
        this.bus = bus;
        this.trouble = trouble;
        this.random = new Random(seed);
    }

    @Override
    public <E extends PlayheadEvent> Future<Void> publish(Topic<E> topic, E event) {
        if (happens(trouble.duplicated())) {
            later(topic, event);
        }
        return happens(trouble.delayed()) ? later(topic, event) : bus.publish(topic, event);
    }

    private synchronized boolean happens(double share) {
        return random.nextDouble() < share;
    }

    private synchronized long delayMillis() {
        return 1 + random.nextLong(trouble.longest().toMillis());
    }

    /** Whoever sent it is told that it is safe, as it is. */
    private <E extends PlayheadEvent> Future<Void> later(Topic<E> topic, E event) {
        vertx.setTimer(delayMillis(), ignored -> bus.publish(topic, event));
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
        return bus.close();
    }
}
