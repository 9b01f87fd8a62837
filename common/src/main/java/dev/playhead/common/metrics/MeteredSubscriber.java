package dev.playhead.common.metrics;

import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.kafka.EventSubscriber;
import dev.playhead.common.topic.Topic;
import io.vertx.core.Future;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Shows how many partitions this process owns. Thread-safe. */
public final class MeteredSubscriber implements EventSubscriber {
    private final EventSubscriber subscriber;
    private final Meters meters;

    public MeteredSubscriber(EventSubscriber subscriber, Meters meters) {
        this.subscriber = subscriber;
        this.meters = meters;
    }

    @Override
    public Future<Subscription> share(String group, Set<Topic<?>> topics, PartitionListener listener) {
        Counted counted = new Counted(listener, ConcurrentHashMap.newKeySet());
        meters.gauge(Metric.PARTITIONS_OWNED, counted.owned()::size, group);
        return subscriber.share(group, topics, counted);
    }

    @Override
    public <E extends PlayheadEvent> Future<Subscription> follow(Topic<E> topic, Consumer<E> handler) {
        return subscriber.follow(topic, handler);
    }

    private record Counted(PartitionListener listener, Set<Integer> owned) implements PartitionListener {
        @Override
        public void assigned(Set<Integer> partitions) {
            owned.addAll(partitions);
            listener.assigned(partitions);
        }

        @Override
        public void revoked(Set<Integer> partitions) {
            owned.removeAll(partitions);
            listener.revoked(partitions);
        }

        @Override
        public Future<Void> handle(int partition, PlayheadEvent event) {
            return listener.handle(partition, event);
        }
    }
}
