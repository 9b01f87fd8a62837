package dev.playhead.common.metrics;

import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.topic.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts the events that go out. Thread-safe. */
public final class MeteredPublisher implements EventPublisher {
    private final EventPublisher publisher;
    private final Meters meters;
    private final Map<String, Counts> counts = new ConcurrentHashMap<>();

    public MeteredPublisher(EventPublisher publisher, Meters meters) {
        this.publisher = publisher;
        this.meters = meters;
    }

    /** What is counted of one topic. */
    private record Counts(Timer taken, Counter ok, Counter refused) {
        private static Counts of(String topic, Meters meters) {
            return new Counts(
                    meters.timer(Metric.PUBLISH_SECONDS, topic),
                    meters.counter(Metric.EVENTS_PUBLISHED, topic, "ok"),
                    meters.counter(Metric.EVENTS_PUBLISHED, topic, "refused"));
        }
    }

    @Override
    public <E extends PlayheadEvent> Future<Void> publish(Topic<E> topic, E event) {
        Counts of = counts.computeIfAbsent(topic.name(), name -> Counts.of(name, meters));
        long begin = System.nanoTime();
        return publisher
                .publish(topic, event)
                .onSuccess(taken -> {
                    of.ok().increment();
                    of.taken().record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
                })
                .onFailure(refusal -> of.refused().increment());
    }

    @Override
    public Future<Void> close() {
        return publisher.close();
    }
}
