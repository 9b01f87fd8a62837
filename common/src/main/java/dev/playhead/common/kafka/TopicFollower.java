package dev.playhead.common.kafka;

import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.kafka.LocalConsumers.LocalConsumer;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.topic.Topic;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of one topic from their ends on, in no group. Event loop only, but for {@link #close} and {@link
 * #offer}.
 */
final class TopicFollower<E extends PlayheadEvent> implements LocalConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);

    private final String mark = LocalConsumers.newMark();
    private final Context context;
    private final KafkaReadStream<byte[], byte[]> stream;
    private final Topic<E> topic;
    private final Consumer<E> handler;
    private final EventReader reader;
    private final LocalConsumers neighbours;
    private final Semaphore room = new Semaphore(RecordProducer.MAX_IN_FLIGHT);
    private volatile boolean closed;

    TopicFollower(
            Context context,
            KafkaReadStream<byte[], byte[]> stream,
            Topic<E> topic,
            Consumer<E> handler,
            EventReader reader,
            LocalConsumers neighbours) {
        this.context = context;
        this.stream = stream;
        this.topic = topic;
        this.handler = handler;
        this.reader = reader;
        this.neighbours = neighbours;
    }

    /**
     * Begins to follow; while Kafka is away it goes on trying.
     *
     * @return succeeds when the position in every partition is fixed; fails if the topic does not exist, or when closed
     */
    Future<Void> start() {
        return untilReached(() -> stream.partitionsFor(topic.name()))
                .map(this::partitions)
                .compose(partitions -> stream.assign(partitions)
                        .compose(ignored -> untilReached(() -> fixPositions(partitions)))
                        // Only now: a fetch that waits for records would hold up the question for the other positions.
                        .onSuccess(ignored -> {
                            stream.batchHandler(this::received);
                            neighbours.addFollower(topic.name(), this);
                        }));
    }

    /** Each try takes as long as the client's own timeout, so that this is no busy loop. */
    private <T> Future<T> untilReached(Supplier<Future<T>> attempt) {
        return attempt.get()
                .recover(failure -> failure instanceof RetriableException && !closed
                        ? untilReached(attempt)
                        : Future.failedFuture(failure));
    }

    private Set<TopicPartition> partitions(List<PartitionInfo> found) {
        if (found.isEmpty()) {
            throw new IllegalStateException("topic " + topic + " does not exist");
        }
        return found.stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .collect(Collectors.toSet());
    }

    /** Without a group there is no committed offset, so the first position is the end. */
    private Future<Void> fixPositions(Set<TopicPartition> partitions) {
        return Future.all(partitions.stream().map(stream::position).toList()).mapEmpty();
    }

    /** What this process publishes need not wait for its record, unless so much waits here that the record is as soon. */
    @Override
    public Optional<String> offer(int partition, PlayheadEvent event) {
        if (closed || !room.tryAcquire()) {
            return Optional.empty();
        }
        context.runOnContext(ignored -> {
            room.release();
            if (!closed) {
                handle(topic.type().cast(event));
            }
        });
        return Optional.of(mark);
    }

    private void received(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!closed && !LocalConsumers.isHeardBy(mark, record)) {
                reader.read(topic, record).ifPresent(this::handle);
            }
        }
    }

    private void handle(E event) {
        try {
            handler.accept(event);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue(LogKeys.TOPIC, topic).setCause(e).log("Event not handled");
        }
    }

    Future<Void> close() {
        closed = true;
        neighbours.removeFollower(topic.name(), this);
        return ConsumerStreams.close(stream);
    }
}
