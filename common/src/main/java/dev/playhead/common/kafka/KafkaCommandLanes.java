package dev.playhead.common.kafka;

import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.Lane;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The lanes as share groups (KIP-932): a command goes to whoever has a free slot, partitions or not. Thread-safe. */
final class KafkaCommandLanes implements CommandLanes {
    private final Vertx vertx;
    private final KafkaConfig config;
    private final Future<EventReader> reader;
    private final Subscriptions subscriptions;

    /** @param reader is there once Kafka has been reached */
    KafkaCommandLanes(Vertx vertx, KafkaConfig config, Future<EventReader> reader, Subscriptions subscriptions) {
        this.vertx = vertx;
        this.config = config;
        this.reader = reader;
        this.subscriptions = subscriptions;
    }

    @Override
    public Future<Subscription> open(Lane lane, int slots, Consumer<FetchSpan> handler) {
        Context context = vertx.getOrCreateContext();
        Map<String, Object> settings = ClientSettings.lane(config, KafkaTopics.laneGroup(lane));
        return Contexts.completeOn(context, reader.compose(events -> {
            LaneConsumer consumer = new LaneConsumer(lane, slots, context, handler, events);
            subscriptions.opened(consumer, consumer::close);
            consumer.stopped().onComplete(ignored -> subscriptions.closed(consumer));
            return consumer.start(() -> new KafkaShareConsumer<>(
                            settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()))
                    .map(ignored -> consumer);
        }));
    }
}
