package dev.playhead.common.kafka;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records, a bounded number at a time, and never holds its caller up. Thread-safe.
 *
 * <p>The client blocks its caller only while it does not know the topic. So every topic is made known before the first
 * send and stays known, and a send costs no change of threads; while sends fail, as after a topic was deleted, they are
 * made on a worker, and few may wait.
 */
final class RecordProducer {
    private static final Logger LOG = LoggerFactory.getLogger(RecordProducer.class);
    /** At about a kilobyte each far below the client's buffer of 32 MiB, whose end would block. */
    static final int MAX_IN_FLIGHT = 2048;
    /** So few that even if each blocks for 200 ms all have an answer within two seconds. */
    static final int MAX_IN_FLIGHT_WHILE_FAILING = 8;

    private static final int WARM_UP_TRIES = 25;

    private final Vertx vertx;
    private final KafkaProducer<byte[], byte[]> client;
    private final Map<String, Integer> partitions;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean failing;

    private RecordProducer(Vertx vertx, KafkaProducer<byte[], byte[]> client, Map<String, Integer> partitions) {
        this.vertx = vertx;
        this.client = client;
        this.partitions = Map.copyOf(partitions);
    }

    /**
     * Makes a producer that knows its topics. Blocks. Worker.
     *
     * @param partitions how many each topic has that will be sent to
     * @throws org.apache.kafka.common.KafkaException if Kafka does not tell about a topic within seconds
     */
    static RecordProducer create(Vertx vertx, KafkaConfig config, Map<String, Integer> partitions) {
        KafkaProducer<byte[], byte[]> client = new KafkaProducer<>(
                ClientSettings.producer(config), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            partitions.keySet().forEach(topic -> warmUp(client, topic));
            return new RecordProducer(vertx, client, partitions);
        } catch (RuntimeException e) {
            client.close(Duration.ZERO);
            throw e;
        }
    }

    private static void warmUp(KafkaProducer<byte[], byte[]> client, String topic) {
        for (int tries = 1; true; tries++) {
            try {
                client.partitionsFor(topic);
                return;
            } catch (TimeoutException e) {
                if (tries == WARM_UP_TRIES) {
                    throw e;
                }
            }
        }
    }

    /**
     * Returns which partition of a topic a key belongs to.
     *
     * @throws IllegalArgumentException if it is no topic of this producer
     */
    int partition(String topic, String key) {
        Integer count = partitions.get(topic);
        if (count == null) {
            throw new IllegalArgumentException(topic + ": is no topic of this producer");
        }
        return Partitions.of(key, count);
    }

    /**
     * Sends a record.
     *
     * @return succeeds when the broker has it; fails otherwise, within about two seconds, at once when too many are under
     *     way. Completes on the caller's context.
     */
    Future<Void> send(OutgoingRecord record) {
        int limit = failing ? MAX_IN_FLIGHT_WHILE_FAILING : MAX_IN_FLIGHT;
        if (inFlight.incrementAndGet() > limit) {
            inFlight.decrementAndGet();
            return Future.failedFuture(new PublishException(
                    record.topic() + ": " + limit + " records wait already" + (failing ? ", and Kafka is away" : "")));
        }
        ProducerRecord<byte[], byte[]> outgoing = new ProducerRecord<>(
                record.topic(), record.partition(), record.key(), record.value(), record.headers());
        Promise<Void> sent = Promise.promise();
        if (failing) {
            vertx.executeBlocking(() -> hand(outgoing, sent));
        } else {
            hand(outgoing, sent);
        }
        return Contexts.completeOn(vertx.getOrCreateContext(), sent.future());
    }

    /** Gives a record to the client; the promise gets its outcome, once. */
    private boolean hand(ProducerRecord<byte[], byte[]> record, Promise<Void> sent) {
        try {
            client.send(record, (stored, failure) -> settle(sent, failure));
            return true;
        } catch (RuntimeException e) {
            settle(sent, e);
            return false;
        }
    }

    private void settle(Promise<Void> sent, @Nullable Exception failure) {
        inFlight.decrementAndGet();
        failing = failure instanceof RetriableException;
        if (failure == null) {
            sent.complete();
        } else {
            LOG.atDebug().setCause(failure).log("Record not sent");
            sent.fail(failure);
        }
    }

    /** Sends what is under way, two seconds at most, and closes; never fails. */
    Future<Void> close() {
        long millis = ClientSettings.DELIVERY_TIMEOUT.toMillis();
        return vertx.<Void>executeBlocking(
                        () -> {
                            client.close(Duration.ofMillis(millis));
                            return null;
                        },
                        false)
                .timeout(millis + 500, TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }
}
