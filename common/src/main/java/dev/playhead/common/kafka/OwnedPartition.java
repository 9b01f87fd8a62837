package dev.playhead.common.kafka;

import dev.playhead.common.event.PlayheadEvent;
import io.vertx.core.Context;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * A partition for as long as a member owns it, as those see it who publish in the same process. Thread-safe, but for its
 * queue.
 *
 * <p>Its mark is of this ownership alone: who gets the partition next, be it the same member, hears from Kafka what was not
 * handled any more.
 */
final class OwnedPartition {
    private final String mark = LocalConsumers.newMark();
    private final PartitionQueue queue;
    private final Context context;
    private final Semaphore room = new Semaphore(RecordProducer.MAX_IN_FLIGHT);
    private volatile boolean open;

    OwnedPartition(PartitionQueue queue, Context context) {
        this.queue = queue;
        this.context = context;
    }

    PartitionQueue queue() {
        return queue;
    }

    /** Lets events through to the handler. Event loop only. */
    void open() {
        open = true;
        queue.open();
    }

    /** Forgets what waits. Event loop only. */
    void close() {
        open = false;
        queue.close();
    }

    /** The mark in records of events that have come here before. */
    String mark() {
        return mark;
    }

    /**
     * Brings an event to the handler, ahead of its record.
     *
     * @return the mark for the record; empty while the partition is not open
     */
    Optional<String> offer(PlayheadEvent event) {
        if (!open) {
            return Optional.empty();
        }
        if (!room.tryAcquire()) {
            throw new PublishException(
                    "the handler of a partition here is behind by " + RecordProducer.MAX_IN_FLIGHT + " events");
        }
        context.runOnContext(ignored -> arrived(event));
        return Optional.of(mark);
    }

    private void arrived(PlayheadEvent event) {
        if (open) {
            queue.add(event, room::release);
        }
    }
}
