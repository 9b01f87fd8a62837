package dev.playhead.common.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaWriteStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records, a bounded number at a time, and never holds its caller up. Thread-safe.
 *
 * <p>A send to a topic that the client does not know blocks the one thread that all sends go through. So each topic is
 * looked up first, once at a time, and what is sent meanwhile shares the outcome.
 */
final class RecordProducer {
    private static final Logger LOG = LoggerFactory.getLogger(RecordProducer.class);
    /** At about a kilobyte each far below the client's buffer of 32 MiB, whose end would block. */
    static final int MAX_IN_FLIGHT = 2048;

    private final Vertx vertx;
    private final KafkaWriteStream<byte[], byte[]> stream;
    private final Map<String, Future<Integer>> partitions = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();

    private RecordProducer(Vertx vertx, KafkaWriteStream<byte[], byte[]> stream) {
        this.vertx = vertx;
        this.stream = stream;
        // Each failure is told by its own future; without a handler it would be reported as unhandled too.
        stream.exceptionHandler(failure -> LOG.atDebug().setCause(failure).log("Record not sent"));
    }

    /** Makes a producer; blocks to resolve the brokers' names. Worker. */
    static RecordProducer create(Vertx vertx, KafkaConfig config) {
        return new RecordProducer(
                vertx,
                KafkaWriteStream.create(
                        vertx,
                        new KafkaProducer<>(
                                ClientSettings.producer(config),
                                new ByteArraySerializer(),
                                new ByteArraySerializer())));
    }

    /** @return succeeds when the broker has the record; fails otherwise, within about two seconds, at once when too many are under way. Completes on the caller's context. */
    Future<Void> send(OutgoingRecord record) {
        if (inFlight.incrementAndGet() > MAX_IN_FLIGHT) {
            inFlight.decrementAndGet();
            return Future.failedFuture(
                    new PublishException(record.topic() + ": " + MAX_IN_FLIGHT + " records are under way already"));
        }
        Future<Integer> count = partitions(record.topic());
        Future<Void> sent = count.succeeded() ? write(record, count.result()) : lookUpAndWrite(record, count);
        return sent.onComplete(ignored -> inFlight.decrementAndGet());
    }

    private Future<Void> lookUpAndWrite(OutgoingRecord record, Future<Integer> count) {
        Context context = vertx.getOrCreateContext();
        return Contexts.completeOn(context, count.compose(found -> write(record, found)));
    }

    private Future<Void> write(OutgoingRecord record, int count) {
        return stream.write(new ProducerRecord<>(
                record.topic(),
                Partitions.of(record.partitionKey(), count),
                record.key(),
                record.value(),
                record.headers()));
    }

    private Future<Integer> partitions(String topic) {
        return partitions.compute(topic, (name, known) -> known == null || known.failed() ? lookUp(name) : known);
    }

    private Future<Integer> lookUp(String topic) {
        return stream.partitionsFor(topic)
                .compose(found -> found.isEmpty()
                        ? Future.failedFuture(new PublishException(topic + ": has no partitions"))
                        : Future.succeededFuture(found.size()));
    }

    /** Sends what is under way, two seconds at most, and closes; never fails. */
    Future<Void> close() {
        long millis = ClientSettings.DELIVERY_TIMEOUT.toMillis();
        return stream.close(millis).timeout(millis + 500, TimeUnit.MILLISECONDS).otherwiseEmpty();
    }
}
