package dev.playhead.common.kafka;

import dev.playhead.common.event.codec.EventCodec;
import dev.playhead.common.log.LogKeys;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that one process needs of Kafka: the three ports over shared clients. Thread-safe.
 *
 * <p>It does not need a broker to be there: it goes on trying, makes the topics when it reaches one, and until then
 * publishing fails at once and subscriptions wait.
 */
public final class Messaging {
    private static final Logger LOG = LoggerFactory.getLogger(Messaging.class);
    /** A broker that starts beside us takes nothing for its first moments, and a start should not wait for a timer. */
    private static final long FIRST_RETRY_MILLIS = 50;

    private static final long LAST_RETRY_MILLIS = 1000;

    private final Vertx vertx;
    private final KafkaConfig config;
    private final EventCodec codec = new EventCodec();
    private final Promise<Clients> reached = Promise.promise();
    private final Subscriptions subscriptions = new Subscriptions();
    private final EventPublisher publisher;
    private final EventSubscriber subscriber;
    private final CommandLanes lanes;
    private volatile boolean closed;
    private volatile Future<?> attempt = Future.succeededFuture();
    private volatile @Nullable Admin asking;
    private @Nullable String lastProblem;
    private long retryMillis = FIRST_RETRY_MILLIS;

    private Messaging(Vertx vertx, KafkaConfig config) {
        this.vertx = vertx;
        this.config = config;
        Future<EventReader> reader = reached.future().map(clients -> new EventReader(codec, clients.deadLetters()));
        LocalConsumers neighbours = new LocalConsumers();
        this.publisher = new KafkaEventPublisher(codec, reached.future().map(Clients::producer), neighbours);
        this.subscriber = new KafkaEventSubscriber(vertx, config, reader, subscriptions, neighbours);
        this.lanes = new KafkaCommandLanes(vertx, config, reader, subscriptions, neighbours);
    }

    /** What is shared by the ports once Kafka has been reached. */
    private record Clients(RecordProducer producer, DeadLetters deadLetters) {}

    /** Begins to look for Kafka and returns at once. */
    public static Messaging open(Vertx vertx, KafkaConfig config) {
        Messaging messaging = new Messaging(vertx, config);
        messaging.reach();
        return messaging;
    }

    public EventPublisher publisher() {
        return publisher;
    }

    public EventSubscriber subscriber() {
        return subscriber;
    }

    public CommandLanes lanes() {
        return lanes;
    }

    /** @return succeeds when Kafka has been reached and has the topics; fails if closed before */
    public Future<Void> ready() {
        return reached.future().mapEmpty();
    }

    /** Returns how many unreadable records were met. */
    public long deadLetters() {
        Future<Clients> clients = reached.future();
        return clients.succeeded() ? clients.result().deadLetters().count() : 0;
    }

    /** Closes what is still subscribed, then the publisher, each within seconds; never fails. */
    public Future<Void> close() {
        closed = true;
        reached.tryFail("closed before Kafka was reached at " + config.bootstrapServers());
        return subscriptions.closeAll().eventually(publisher::close).eventually(this::stopLooking);
    }

    /** An attempt takes seconds where nobody answers, and must not outlive the threads that it answers on. */
    private Future<?> stopLooking() {
        Admin admin = asking;
        if (admin != null) {
            vertx.executeBlocking(
                    () -> {
                        admin.close(Duration.ZERO);
                        return true;
                    },
                    false);
        }
        return attempt.otherwiseEmpty();
    }

    private void reach() {
        if (closed) {
            return;
        }
        Future<Clients> clients = vertx.executeBlocking(this::connect, false);
        attempt = clients;
        clients.onComplete(this::reached, this::retry);
    }

    private Clients connect() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(ClientSettings.admin(config))) {
            asking = admin;
            if (closed) {
                throw new IllegalStateException("closed");
            }
            RecordProducer producer = RecordProducer.create(vertx, config, KafkaTopics.ensure(admin, config));
            return new Clients(producer, new DeadLetters(producer));
        } finally {
            asking = null;
        }
    }

    private void reached(Clients clients) {
        if (reached.tryComplete(clients)) {
            LOG.atInfo().addKeyValue(LogKeys.ADDRESS, config.bootstrapServers()).log("Kafka reached");
        } else {
            clients.producer().close();
        }
    }

    private void retry(Throwable failure) {
        if (closed) {
            return;
        }
        String problem = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        if (!Objects.equals(problem, lastProblem)) {
            lastProblem = problem;
            LOG.atWarn()
                    .addKeyValue(LogKeys.ADDRESS, config.bootstrapServers())
                    .addKeyValue(LogKeys.REASON, problem)
                    .log("Kafka cannot be used yet; trying on");
        }
        vertx.setTimer(retryMillis, ignored -> reach());
        retryMillis = Math.min(2 * retryMillis, LAST_RETRY_MILLIS);
    }
}
