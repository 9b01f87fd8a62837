package dev.playhead.common.kafka;

import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.kafka.EventSubscriber.PartitionListener;
import dev.playhead.common.kafka.LocalConsumers.LocalConsumer;
import dev.playhead.common.topic.Topic;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * One member of a consumer group over several co-partitioned topics. Event loop only, but for {@link #close} and {@link
 * #offer}.
 *
 * <p>A partition is announced to the listener when its positions are known and committed, so that from then on no event
 * is missed, whoever owns it. Partitions are paused, never the stream: it must go on polling to stay in the group.
 */
final class GroupMember implements LocalConsumer {
    /** What a crash makes the next owner see again. */
    private static final long COMMIT_MILLIS = 1000;

    private static final long LAST_COMMIT_MILLIS = 2000;

    private final Context context;
    private final KafkaReadStream<byte[], byte[]> stream;
    private final Map<String, Topic<?>> topics;
    private final PartitionListener listener;
    private final EventReader reader;
    private final OffsetLedger<TopicPartition> ledger = new OffsetLedger<>();
    private final LocalConsumers neighbours;
    private final Map<Integer, OwnedPartition> owned = new ConcurrentHashMap<>();
    private final Set<Integer> announced = new HashSet<>();
    private boolean committing;
    private boolean closed;
    private long timer;

    GroupMember(
            Context context,
            KafkaReadStream<byte[], byte[]> stream,
            Set<Topic<?>> topics,
            PartitionListener listener,
            EventReader reader,
            LocalConsumers neighbours) {
        this.context = context;
        this.stream = stream;
        this.topics = topics.stream().collect(Collectors.toMap(Topic::name, topic -> topic));
        this.listener = listener;
        this.reader = reader;
        this.neighbours = neighbours;
    }

    Future<Void> start() {
        stream.partitionsAssignedHandler(this::assigned);
        stream.partitionsRevokedHandler(this::revoked);
        stream.batchHandler(this::received);
        topics.keySet().forEach(topic -> neighbours.addMember(topic, this));
        timer = context.owner().setPeriodic(COMMIT_MILLIS, ignored -> commit());
        return stream.subscribe(topics.keySet());
    }

    private void assigned(Set<TopicPartition> assignment) {
        if (closed || assignment.isEmpty()) {
            return;
        }
        assignment.forEach(ledger::assigned);
        Map<Integer, OwnedPartition> opening = new HashMap<>();
        for (TopicPartition partition : assignment) {
            opening.computeIfAbsent(partition.partition(), number -> new OwnedPartition(queue(number), context));
        }
        owned.putAll(opening);
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

    private void announce(Map<Integer, OwnedPartition> opening) {
        opening.entrySet().removeIf(entry -> owned.get(entry.getKey()) != entry.getValue());
        if (closed || opening.isEmpty()) {
            return;
        }
        commit().onComplete(ignored -> {
            opening.entrySet().removeIf(entry -> owned.get(entry.getKey()) != entry.getValue());
            if (!closed && !opening.isEmpty()) {
                announced.addAll(opening.keySet());
                listener.assigned(Set.copyOf(opening.keySet()));
                opening.values().forEach(OwnedPartition::open);
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
            OwnedPartition given = owned.remove(partition);
            if (given != null) {
                given.close();
            }
            if (announced.remove(partition)) {
                told.add(partition);
            }
        }
        if (!told.isEmpty()) {
            listener.revoked(told);
        }
    }

    /** Events of partitions that are handled here need not wait for their record. */
    @Override
    public Optional<String> offer(int partition, PlayheadEvent event) {
        OwnedPartition here = owned.get(partition);
        return here == null ? Optional.empty() : here.offer(event);
    }

    private void received(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            OwnedPartition here = owned.get(record.partition());
            Topic<?> topic = topics.get(record.topic());
            if (here != null && topic != null) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                ledger.delivered(partition, record.offset())
                        .ifPresent(delivery -> handle(here, topic, record, () -> ledger.done(delivery)));
            }
        }
    }

    private void handle(OwnedPartition here, Topic<?> topic, ConsumerRecord<byte[], byte[]> record, Runnable done) {
        if (LocalConsumers.isHeardBy(here.mark(), record)) {
            here.queue().addHeard(done);
        } else {
            reader.read(topic, record).ifPresentOrElse(event -> here.queue().add(event, done), done);
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
            topics.keySet().forEach(topic -> neighbours.removeMember(topic, this));
            context.owner().cancelTimer(timer);
            Map<TopicPartition, Long> due = ledger.due();
            giveUp(Set.copyOf(owned.keySet()));
            (due.isEmpty() ? Future.<Void>succeededFuture() : commit(due))
                    .timeout(LAST_COMMIT_MILLIS, TimeUnit.MILLISECONDS)
                    .otherwiseEmpty()
                    .eventually(() -> ConsumerStreams.close(stream))
                    .onComplete(promise);
        }));
        return stopped.otherwiseEmpty();
    }
}
