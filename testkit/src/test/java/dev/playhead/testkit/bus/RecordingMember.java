package dev.playhead.testkit.bus;

import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.kafka.EventSubscriber.PartitionListener;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** A group member that writes down what it is told and leaves the handling to a function. */
final class RecordingMember implements PartitionListener {
    private final Set<Integer> owned = new TreeSet<>();
    private final List<PlayheadEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final BiFunction<Integer, PlayheadEvent, Future<Void>> handler;

    RecordingMember() {
        this((partition, event) -> Future.succeededFuture());
    }

    RecordingMember(BiFunction<Integer, PlayheadEvent, Future<Void>> handler) {
        this.handler = handler;
    }

    @Override
    public synchronized void assigned(Set<Integer> partitions) {
        owned.addAll(partitions);
    }

    @Override
    public synchronized void revoked(Set<Integer> partitions) {
        if (!owned.removeAll(partitions)) {
            violations.add("revoked " + partitions + " without owning any");
        }
    }

    @Override
    public Future<Void> handle(int partition, PlayheadEvent event) {
        synchronized (this) {
            if (!owned.contains(partition)) {
                violations.add("handles " + event + " of partition " + partition + " but owns " + owned);
            }
        }
        events.add(event);
        return handler.apply(partition, event);
    }

    synchronized Set<Integer> owned() {
        return new TreeSet<>(owned);
    }

    List<PlayheadEvent> events() {
        return new ArrayList<>(events);
    }

    List<String> violations() {
        return violations;
    }
}
