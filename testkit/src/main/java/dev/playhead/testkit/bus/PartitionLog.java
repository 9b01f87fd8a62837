package dev.playhead.testkit.bus;

import dev.playhead.common.event.PlayheadEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The records of one partition, in order, and who reads them. Thread-safe. */
final class PartitionLog {
    private final List<PlayheadEvent> events = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Appends a record, then tells the listeners. */
    void append(PlayheadEvent event) {
        synchronized (events) {
            events.add(event);
        }
        listeners.forEach(Runnable::run);
    }

    int end() {
        synchronized (events) {
            return events.size();
        }
    }

    PlayheadEvent get(int offset) {
        synchronized (events) {
            return events.get(offset);
        }
    }

    void listen(Runnable listener) {
        listeners.add(listener);
    }

    void forget(Runnable listener) {
        listeners.remove(listener);
    }
}
