package dev.playhead.standalone.run;

import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.kafka.CommandLanes;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.kafka.EventSubscriber;
import dev.playhead.common.model.Lane;
import dev.playhead.common.topic.Topic;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka ports of a process whose broker comes up later than its services: subscriptions wait for it, events are
 * refused until then. Thread-safe.
 *
 * <p>Refusing is right because events are soft state that is repeated each second, while a queue of them would tell a
 * scheduler of streams that are long gone.
 */
final class DeferredBus implements EventPublisher, EventSubscriber, CommandLanes {
    private final Vertx vertx;
    private final Promise<Ports> connected = Promise.promise();

    DeferredBus(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The ports behind this one. */
    record Ports(EventPublisher publisher, EventSubscriber subscriber, CommandLanes lanes) {}

    /** Begins to work through these ports; pending subscriptions are made now. Called once, unless closed before. */
    void connect(Ports ports) {
        connected.tryComplete(ports);
    }

    boolean isConnected() {
        return connected.future().succeeded();
    }

    @Override
    public <E extends PlayheadEvent> Future<Void> publish(Topic<E> topic, E event) {
        Ports ports = connected.future().result();
        return ports == null
                ? Future.failedFuture("not connected to Kafka yet")
                : ports.publisher().publish(topic, event);
    }

    @Override
    public Future<EventSubscriber.Subscription> share(String group, Set<Topic<?>> topics, PartitionListener listener) {
        return whenConnected(ports -> ports.subscriber().share(group, topics, listener));
    }

    @Override
    public <E extends PlayheadEvent> Future<EventSubscriber.Subscription> follow(Topic<E> topic, Consumer<E> handler) {
        return whenConnected(ports -> ports.subscriber().follow(topic, handler));
    }

    @Override
    public Future<CommandLanes.Subscription> open(Lane lane, int slots, Consumer<FetchSpan> handler) {
        return whenConnected(ports -> ports.lanes().open(lane, slots, handler));
    }

    /** Fails the subscriptions that still wait; without effect once connected. */
    void giveUp() {
        connected.tryFail("closed before Kafka was there");
    }

    /** Closes the publisher, and fails the subscriptions that still wait; never fails. */
    @Override
    public Future<Void> close() {
        giveUp();
        Ports ports = connected.future().result();
        return ports == null ? Future.succeededFuture() : ports.publisher().close();
    }

    private <T> Future<T> whenConnected(Function<Ports, Future<T>> action) {
        Ports ports = connected.future().result();
        if (ports != null) {
            return action.apply(ports);
        }
        // The caller's context is where its handlers belong, so the call is made there.
        Context caller = vertx.getOrCreateContext();
        Promise<T> done = Promise.promise();
        connected
                .future()
                .onComplete(outcome ->
                        caller.runOnContext(now -> act(action, outcome).onComplete(done)));
        return done.future();
    }

    private static <T> Future<T> act(Function<Ports, Future<T>> action, AsyncResult<Ports> outcome) {
        @Nullable Ports ports = outcome.result();
        return ports == null ? Future.failedFuture(outcome.cause()) : action.apply(ports);
    }
}
