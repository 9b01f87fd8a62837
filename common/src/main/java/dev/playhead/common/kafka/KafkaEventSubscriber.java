package dev.playhead.common.kafka;

import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.topic.Topic;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Subscribes to Kafka, once it has been reached. Thread-safe. */
final class KafkaEventSubscriber implements EventSubscriber {
    private final Vertx vertx;
    private final KafkaConfig config;
    private final Future<EventReader> reader;
    private final Subscriptions subscriptions;
    private final LocalConsumers neighbours;

    /** @param reader is there once Kafka has been reached */
    KafkaEventSubscriber(
            Vertx vertx,
            KafkaConfig config,
            Future<EventReader> reader,
            Subscriptions subscriptions,
            LocalConsumers neighbours) {
        this.vertx = vertx;
        this.config = config;
        this.reader = reader;
        this.subscriptions = subscriptions;
        this.neighbours = neighbours;
    }

    @Override
    public Future<Subscription> share(String group, Set<Topic<?>> topics, PartitionListener listener) {
        Context context = vertx.getOrCreateContext();
        return Contexts.completeOn(
                context, reader.compose(events -> ConsumerStreams.open(context, ClientSettings.group(config, group))
                        .compose(stream -> {
                            GroupMember member = new GroupMember(context, stream, topics, listener, events, neighbours);
                            return opened(member.start(), member::close);
                        })));
    }

    @Override
    public <E extends PlayheadEvent> Future<Subscription> follow(Topic<E> topic, Consumer<E> handler) {
        Context context = vertx.getOrCreateContext();
        return Contexts.completeOn(
                context, reader.compose(events -> ConsumerStreams.open(context, ClientSettings.follower(config))
                        .compose(stream -> {
                            TopicFollower<E> follower =
                                    new TopicFollower<>(context, stream, topic, handler, events, neighbours);
                            return opened(follower.start(), follower::close);
                        })));
    }

    private Future<Subscription> opened(Future<Void> started, Supplier<Future<Void>> close) {
        return started.<Subscription>map(ignored -> new Open(close))
                .recover(failure -> close.get().compose(closed -> Future.failedFuture(failure)));
    }

    /** A subscription that is closed with the rest if its owner leaves it open. */
    private final class Open implements Subscription {
        private final Supplier<Future<Void>> close;

        Open(Supplier<Future<Void>> close) {
            this.close = close;
            subscriptions.opened(this, close);
        }

        @Override
        public Future<Void> close() {
            subscriptions.closed(this);
            return close.get();
        }
    }
}
