package dev.playhead.common.kafka;

import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.topic.Topic;
import io.vertx.core.Future;
import java.util.Set;
import java.util.function.Consumer;

/** Receives events from topics. Handlers run on the context that subscribed, one event at a time a partition. */
public interface EventSubscriber {

    /**
     * Shares topics with the other members of a group: each partition has one owner, the same for all topics given.
     *
     * @param listener told of ownership before the first event of a partition and after its last
     * @return succeeds when the subscription is made; fails when the broker refuses it
     */
    Future<Subscription> share(String group, Set<Topic<?>> topics, PartitionListener listener);

    /**
     * Reads a whole topic, from now on, beside whoever else reads it. No offset is kept.
     *
     * @return succeeds when every record published from then on will be seen
     */
    <E extends PlayheadEvent> Future<Subscription> follow(Topic<E> topic, Consumer<E> handler);

    /** An open subscription. */
    interface Subscription {
        /** Stops the handler, commits what was handled, leaves the group; never fails. */
        Future<Void> close();
    }

    /** Owns partitions and handles their events. */
    interface PartitionListener {
        /** These partitions, of every topic of the subscription, are this member's from now on. */
        void assigned(Set<Integer> partitions);

        /** These partitions are another member's: forget their state. */
        void revoked(Set<Integer> partitions);

        /**
         * Handles one event.
         *
         * @return when it succeeds the event's offset may be committed; a failure is logged and counts as handled
         */
        Future<Void> handle(int partition, PlayheadEvent event);
    }
}
