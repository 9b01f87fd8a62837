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
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka ports of a process whose broker comes up later than its services: subscriptions wait for it, events wait
 * for a second. Thread-safe.
 *
 * <p>Events are soft state that is repeated each second: what has waited longer would tell a scheduler of streams that are
 * long gone.
 */
final class DeferredBus implements EventPublisher, EventSubscriber, CommandLanes {
    private static final String NOT_CONNECTED = "not connected to Kafka yet";
    /** Until an event is refused. */
    private static final long PATIENCE_MILLIS = 1000;
    /** So many events may wait; further ones are refused at once. */
    private static final int ROOM = 1000;

    private final Vertx vertx;
    private final Promise<Ports> connected = Promise.promise();
    private final Queue<Waiting> waiting = new LinkedBlockingQueue<>(ROOM);

    DeferredBus(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The ports behind this one. */
    record Ports(EventPublisher publisher, EventSubscriber subscriber, CommandLanes lanes) {}

    /** An event that waits for the ports, on behalf of the context that published it. */
    private record Waiting(Context caller, Promise<Ports> ports) {}

    /** Begins to work through these ports; pending subscriptions are made now. Called once, unless closed before. */
    void connect(Ports ports) {
        connected.tryComplete(ports);
        endWaiting();
    }

    boolean isConnected() {
        return connected.future().succeeded();
    }

    @Override
    public <E extends PlayheadEvent> Future<Void> publish(Topic<E> topic, E event) {
        Ports ports = connected.future().result();
        return ports == null
                ? soon().compose(there -> there.publisher().publish(topic, event))
                : ports.publisher().publish(topic, event);
    }

    /** Returns the ports when they are there, if that is within the patience. */
    private Future<Ports> soon() {
        Waiting event = new Waiting(vertx.getOrCreateContext(), Promise.promise());
        if (!waiting.offer(event)) {
            return Future.failedFuture(NOT_CONNECTED);
        }
        vertx.setTimer(PATIENCE_MILLIS, late -> {
            if (waiting.remove(event)) {
                event.ports().fail(NOT_CONNECTED);
            }
        });
        if (connected.future().isComplete()) {
            endWaiting();
        }
        return event.ports().future();
    }

    private void endWaiting() {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            Promise<Ports> ports = next.ports();
            next.caller().runOnContext(now -> connected.future().onComplete(ports));
        }
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
        endWaiting();
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
