package dev.playhead.common.kafka;

import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.Lane;
import dev.playhead.common.topic.Topics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The lanes as share groups (KIP-932): a command goes to whoever has a free slot, partitions or not; at once where that is
 * somebody in this process. Thread-safe.
 */
final class KafkaCommandLanes implements CommandLanes {
    private final Vertx vertx;
    private final KafkaConfig config;
    private final Future<EventReader> reader;
    private final Subscriptions subscriptions;
    private final Map<Lane, Set<LaneConsumer>> open = new EnumMap<>(Lane.class);

    /** @param reader is there once Kafka has been reached */
    KafkaCommandLanes(
            Vertx vertx,
            KafkaConfig config,
            Future<EventReader> reader,
            Subscriptions subscriptions,
            LocalConsumers neighbours) {
        this.vertx = vertx;
        this.config = config;
        this.reader = reader;
        this.subscriptions = subscriptions;
        for (Lane lane : Lane.values()) {
            Set<LaneConsumer> members = ConcurrentHashMap.newKeySet();
            open.put(lane, members);
            neighbours.addMember(
                    Topics.fetch(lane).name(), (partition, command) -> offer(members, (FetchSpan) command));
        }
    }

    /** Gives a command to the first who has a slot for it. */
    private static Optional<String> offer(Set<LaneConsumer> members, FetchSpan command) {
        return members.stream()
                .flatMap(member -> member.offer(command).stream())
                .findFirst();
    }

    @Override
    public Future<Subscription> open(Lane lane, int slots, Consumer<FetchSpan> handler) {
        Context context = vertx.getOrCreateContext();
        Map<String, Object> settings = ClientSettings.lane(config, KafkaTopics.laneGroup(lane));
        return Contexts.completeOn(context, reader.compose(events -> {
            LaneConsumer consumer = new LaneConsumer(lane, slots, context, handler, events);
            Set<LaneConsumer> members = Objects.requireNonNull(open.get(lane));
            subscriptions.opened(consumer, consumer::close);
            consumer.stopped().onComplete(ignored -> {
                members.remove(consumer);
                subscriptions.closed(consumer);
            });
            return consumer.start(() -> new KafkaShareConsumer<>(
                            settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()))
                    .onSuccess(ignored -> members.add(consumer))
                    .map(ignored -> consumer);
        }));
    }
}
