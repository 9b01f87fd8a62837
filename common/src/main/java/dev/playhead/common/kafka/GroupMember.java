package dev.playhead.common.kafka;

import dev.playhead.common.kafka.EventSubscriber.PartitionListener;
import dev.playhead.common.topic.Topic;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * One member of a consumer group over several co-partitioned topics. Event loop only, but for {@link #close}.
 *
 * <p>A partition is announced to the listener when its positions are known and committed, so that from then on no event
 * is missed, whoever owns it. Partitions are paused, never the stream: it must go on polling to stay in the group.
 */
final class GroupMember {
    /** What a crash makes the next owner see again. */
    private static final long COMMIT_MILLIS = 1000;

    private static final long LAST_COMMIT_MILLIS = 2000;

    private final Context context;
    private final KafkaReadStream<byte[], byte[]> stream;
    private final Map<String, Topic<?>> topics;
    private final PartitionListener listener;
    private final EventReader reader;
    private final OffsetLedger<TopicPartition> ledger = new OffsetLedger<>();
    private final Map<Integer, PartitionQueue> queues = new HashMap<>();
    private final Set<Integer> announced = new HashSet<>();
    private boolean committing;
    private boolean closed;
    private long timer;

    GroupMember(
            Context context,
            KafkaReadStream<byte[], byte[]> stream,
            Set<Topic<?>> topics,
            PartitionListener listener,
            EventReader reader) {
        this.context = context;
        this.stream = stream;
        this.topics = topics.stream().collect(Collectors.toMap(Topic::name, topic -> topic));
        this.listener = listener;
        this.reader = reader;
    }

    Future<Void> start() {
        stream.partitionsAssignedHandler(this::assigned);
        stream.partitionsRevokedHandler(this::revoked);
        stream.batchHandler(this::received);
        timer = context.owner().setPeriodic(COMMIT_MILLIS, ignored -> commit());
        return stream.subscribe(topics.keySet());
    }

    private void assigned(Set<TopicPartition> assignment) {
        if (closed || assignment.isEmpty()) {
            return;
        }
        assignment.forEach(ledger::assigned);
        Map<Integer, PartitionQueue> opening = new HashMap<>();
        for (TopicPartition partition : assignment) {
            opening.computeIfAbsent(partition.partition(), this::queue);
        }
        queues.putAll(opening);
        Future.join(assignment.stream().map(this::position).toList())
                .onComplete(ignored -> context.runOnContext(onContext -> announce(opening)));
    }

    private PartitionQueue queue(int partition) {
        Set<TopicPartition> paused = topics.keySet().stream()
                .map(topic -> new TopicPartition(topic, partition))
                .collect(Collectors.toSet());
        return new PartitionQueue(partition, listener, context, new PartitionQueue.Flow() {
            @Override
            public void pause() {
                stream.pause(paused);
            }

            @Override
            public void resume() {
                stream.resume(paused);
            }
        });
    }

    private Future<Void> position(TopicPartition partition) {
        return stream.position(partition)
                .onSuccess(position -> ledger.startsAt(partition, position))
                .mapEmpty();
    }

    private void announce(Map<Integer, PartitionQueue> opening) {
        opening.entrySet().removeIf(entry -> queues.get(entry.getKey()) != entry.getValue());
        if (closed || opening.isEmpty()) {
            return;
        }
        commit().onComplete(ignored -> {
            opening.entrySet().removeIf(entry -> queues.get(entry.getKey()) != entry.getValue());
            if (!closed && !opening.isEmpty()) {
                announced.addAll(opening.keySet());
                listener.assigned(Set.copyOf(opening.keySet()));
                opening.values().forEach(PartitionQueue::open);
            }
        });
    }

    private void revoked(Set<TopicPartition> revoked) {
        revoked.forEach(ledger::revoked);
        giveUp(revoked.stream().map(TopicPartition::partition).collect(Collectors.toSet()));
    }

    private void giveUp(Set<Integer> partitions) {
        Set<Integer> told = new HashSet<>();
        for (int partition : partitions) {
            PartitionQueue queue = queues.remove(partition);
            if (queue != null) {
                queue.close();
            }
            if (announced.remove(partition)) {
                told.add(partition);
            }
        }
        if (!told.isEmpty()) {
            listener.revoked(told);
        }
    }

    private void received(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            PartitionQueue queue = queues.get(record.partition());
            Topic<?> topic = topics.get(record.topic());
            if (queue != null && topic != null) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                ledger.delivered(partition, record.offset()).ifPresent(delivery -> reader.read(topic, record)
                        .ifPresentOrElse(
                                event -> queue.add(event, () -> ledger.done(delivery)), () -> ledger.done(delivery)));
            }
        }
    }

    private Future<Void> commit() {
        Map<TopicPartition, Long> due = ledger.due();
        if (due.isEmpty() || committing || closed) {
            return Future.succeededFuture();
        }
        committing = true;
        return commit(due).onComplete(ignored -> committing = false);
    }

    private Future<Void> commit(Map<TopicPartition, Long> points) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        points.forEach((partition, point) -> offsets.put(partition, new OffsetAndMetadata(point)));
        return stream.commit(offsets)
                .onSuccess(ignored -> ledger.committed(points))
                .mapEmpty();
    }

    /** Stops the handler, tells the listener, commits what was handled and leaves the group; never fails. Thread-safe. */
    Future<Void> close() {
        Future<Void> stopped = Future.future(promise -> context.runOnContext(ignored -> {
            if (closed) {
                promise.complete();
                return;
            }
            closed = true;
            context.owner().cancelTimer(timer);
            Map<TopicPartition, Long> due = ledger.due();
            giveUp(Set.copyOf(queues.keySet()));
            (due.isEmpty() ? Future.<Void>succeededFuture() : commit(due))
                    .timeout(LAST_COMMIT_MILLIS, TimeUnit.MILLISECONDS)
                    .otherwiseEmpty()
                    .eventually(() -> ConsumerStreams.close(stream))
                    .onComplete(promise);
        }));
        return stopped.otherwiseEmpty();
    }
}
