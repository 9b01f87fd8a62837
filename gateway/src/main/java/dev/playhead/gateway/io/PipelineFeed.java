package dev.playhead.gateway.io;

import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.kafka.EventSubscriber;
import dev.playhead.common.kafka.EventSubscriber.Subscription;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.Lane;
import dev.playhead.common.topic.Topic;
import dev.playhead.common.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds streams with what the pipeline does: outcomes of fetches, and commands issued for waiting streams.
 *
 * <p>The gateway starts and serves stored media without it, and tries again until it has it. Event loop only.
 */
public final class PipelineFeed {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineFeed.class);
    private static final long RETRY_MILLIS = 1000;

    private final Vertx vertx;
    private final EventSubscriber subscriber;
    private final StreamRegistry registry;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private boolean closed;

    public PipelineFeed(Vertx vertx, EventSubscriber subscriber, StreamRegistry registry) {
        this.vertx = vertx;
        this.subscriber = subscriber;
        this.registry = registry;
    }

    public void open() {
        follow(Topics.CHUNKS, registry::accept);
        follow(Topics.fetch(Lane.NOW), registry::accept);
    }

    /** Never fails. */
    public Future<Void> close() {
        closed = true;
        List<Future<Void>> closing =
                subscriptions.stream().map(Subscription::close).toList();
        return Future.join(closing).otherwiseEmpty().mapEmpty();
    }

    private <E extends PlayheadEvent> void follow(Topic<E> topic, Consumer<E> handler) {
        subscriber
                .follow(topic, handler)
                .onSuccess(subscription -> {
                    if (closed) {
                        subscription.close();
                    } else {
                        subscriptions.add(subscription);
                    }
                })
                .onFailure(cause -> again(topic, handler, cause));
    }

    private <E extends PlayheadEvent> void again(Topic<E> topic, Consumer<E> handler, Throwable cause) {
        LOG.atWarn()
                .addKeyValue(LogKeys.TOPIC, topic)
                .addKeyValue(LogKeys.REASON, cause)
                .log("a topic cannot be followed; failed fetches show as waiting until it can");
        vertx.setTimer(RETRY_MILLIS, ignored -> {
            if (!closed) {
                follow(topic, handler);
            }
        });
    }
}
