package dev.playhead.standalone.run;

import dev.playhead.common.kafka.EventSubscriber;
import dev.playhead.common.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Watches for a fetcher that has room, and no longer: a follower that nobody needs costs idle polls. Thread-safe. */
final class FirstFetcher {
    private final Promise<Void> shown = Promise.promise();

    /** Begins to watch; called once. */
    Future<?> follow(EventSubscriber events) {
        Future<EventSubscriber.Subscription> fleet = events.follow(Topics.FLEET, room -> {
            if (!room.slots().isEmpty()) {
                shown.tryComplete();
            }
        });
        fleet.onSuccess(following -> shown.future().onSuccess(seen -> following.close()));
        return fleet;
    }

    /** Succeeds when one has shown itself; never fails. */
    Future<Void> shown() {
        return shown.future();
    }
}
