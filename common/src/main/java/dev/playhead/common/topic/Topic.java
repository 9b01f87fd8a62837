package dev.playhead.common.topic;

import dev.playhead.common.event.PlayheadEvent;
import java.time.Duration;
import java.util.function.Function;

/**
 * One topic: the only place that knows its name, value type, key and retention.
 *
 * @param key the record key of an event
 * @param partitionKey what decides the partition; equal keys share one, on every topic with the same partition count
 * @param retention how long the broker must keep a record; nothing here has to last
 */
public record Topic<E extends PlayheadEvent>(
        String name, Class<E> type, Function<E, String> key, Function<E, String> partitionKey, Duration retention) {

    @Override
    public String toString() {
        return name;
    }
}
