package dev.playhead.testkit.bus;

import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.kafka.CommandLanes;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.kafka.EventSubscriber;
import dev.playhead.common.model.Lane;
import dev.playhead.common.topic.Topic;
import dev.playhead.common.topic.Topics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The whole Kafka port in memory, with knobs for what a broker does on bad days.
 *
 * <p>Partitions keep their order, handlers run on the context that subscribed, and groups, followers and lanes behave as
 * on Kafka. Everything ever published is kept for assertions. Thread-safe.
 */
public final class InMemoryBus implements EventPublisher, EventSubscriber, CommandLanes {
    private static final int DEFAULT_PARTITIONS = 4;

    private final Vertx vertx;
    private final int partitions;
    private final Map<String, List<PartitionLog>> logs = new ConcurrentHashMap<>();
    private final Map<String, InMemoryGroup> groups = new ConcurrentHashMap<>();
    private final Map<Lane, InMemoryLane> lanes = new EnumMap<>(Lane.class);
    private final List<Published> published = new CopyOnWriteArrayList<>();

    private volatile Predicate<PlayheadEvent> failing = event -> false;
    private volatile Predicate<PlayheadEvent> dropped = event -> false;
    private volatile Predicate<PlayheadEvent> duplicated = event -> false;
    private volatile Duration delay = Duration.ZERO;

    public InMemoryBus(Vertx vertx) {
        this(vertx, DEFAULT_PARTITIONS);
    }

    public InMemoryBus(Vertx vertx, int partitions) {
        this.vertx = vertx;
        this.partitions = partitions;
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new InMemoryLane());
        }
    }

    /** Refuses to publish events that match, as a broker that is away does. */
    public void failPublishes(Predicate<PlayheadEvent> events) {
        failing = events;
    }

    /** Loses events that match after their publisher was told that they are safe. */
    public void drop(Predicate<PlayheadEvent> events) {
        dropped = events;
    }

    /** Delivers events that match twice. */
    public void duplicate(Predicate<PlayheadEvent> events) {
        duplicated = events;
    }

    /** Delivers what is published from now on this much later; the order of publishing stays while it is unchanged. */
    public void delay(Duration by) {
        delay = by;
    }

    /** Returns every event of a topic that a publisher was told is safe, in the order of publishing. */
    public <E extends PlayheadEvent> List<E> published(Topic<E> topic) {
        return published.stream()
                .filter(record -> record.topic().equals(topic.name()))
                .map(record -> topic.type().cast(record.event()))
                .toList();
    }

    /** Returns the published events of one shape, from any topic, in the order of publishing. */
    public <E extends PlayheadEvent> List<E> published(Class<E> type) {
        return published.stream()
                .map(Published::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Override
    public <E extends PlayheadEvent> Future<Void> publish(Topic<E> topic, E event) {
        Context context = vertx.getOrCreateContext();
        if (failing.test(event)) {
            return future(context, Future.failedFuture("the bus was told to fail " + event));
        }
        published.add(new Published(topic.name(), event));
        if (!dropped.test(event)) {
            deliverLater(topic, event, duplicated.test(event) ? 2 : 1);
        }
        return future(context, Future.succeededFuture());
    }

    private <E extends PlayheadEvent> void deliverLater(Topic<E> topic, E event, int times) {
        Runnable deliver = () -> IntStream.range(0, times).forEach(i -> deliver(topic, event));
        if (delay.isZero()) {
            deliver.run();
        } else {
            vertx.setTimer(delay.toMillis(), ignored -> deliver.run());
        }
    }

    private <E extends PlayheadEvent> void deliver(Topic<E> topic, E event) {
        logs(topic)
                .get(Math.floorMod(topic.partitionKey().apply(event).hashCode(), partitions))
                .append(event);
        if (event instanceof FetchSpan command) {
            Stream.of(Lane.values())
                    .filter(lane -> Topics.fetch(lane).name().equals(topic.name()))
                    .forEach(lane -> lane(lane).offer(command));
        }
    }

    @Override
    public Future<EventSubscriber.Subscription> share(String group, Set<Topic<?>> topics, PartitionListener listener) {
        Context context = vertx.getOrCreateContext();
        List<List<PartitionLog>> shared = topics.stream().map(this::logs).toList();
        InMemoryGroup.Member member = groups.computeIfAbsent(group, name -> new InMemoryGroup(partitions))
                .join(shared, context, listener);
        return future(context, Future.succeededFuture(member::close));
    }

    @Override
    public <E extends PlayheadEvent> Future<EventSubscriber.Subscription> follow(Topic<E> topic, Consumer<E> handler) {
        Context context = vertx.getOrCreateContext();
        List<LogReader> readers = new ArrayList<>();
        for (PartitionLog log : logs(topic)) {
            readers.add(new LogReader(log, log.end(), context, event -> {
                handler.accept(topic.type().cast(event));
                return Future.succeededFuture();
            }));
        }
        readers.forEach(LogReader::open);
        return future(context, Future.succeededFuture(() -> {
            readers.forEach(LogReader::close);
            return Future.succeededFuture();
        }));
    }

    @Override
    public Future<CommandLanes.Subscription> open(Lane lane, int slots, Consumer<FetchSpan> handler) {
        Context context = vertx.getOrCreateContext();
        return future(context, Future.succeededFuture(lane(lane).open(slots, context, handler)));
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    private List<PartitionLog> logs(Topic<?> topic) {
        return logs.computeIfAbsent(
                topic.name(),
                name -> Stream.generate(PartitionLog::new).limit(partitions).toList());
    }

    private InMemoryLane lane(Lane lane) {
        return Objects.requireNonNull(lanes.get(lane));
    }

    /** Completes on the context, later, as a broker's answer does. */
    private static <T> Future<T> future(Context context, Future<T> outcome) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(ignored -> outcome.onComplete(promise));
        return promise.future();
    }

    /** One event as it was published. */
    private record Published(String topic, PlayheadEvent event) {}
}
