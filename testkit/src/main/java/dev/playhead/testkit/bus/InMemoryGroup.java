package dev.playhead.testkit.bus;

import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.kafka.EventSubscriber.PartitionListener;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The members of one consumer group and how far it has come. Thread-safe.
 *
 * <p>Partitions are dealt in runs, as the range assignor does; a partition moves only after its old owner was told.
 */
final class InMemoryGroup {
    private final int partitions;
    private final Map<PartitionLog, Integer> committed = new HashMap<>();
    private final List<Member> members = new ArrayList<>();
    private Future<Void> settled = Future.succeededFuture();

    InMemoryGroup(int partitions) {
        this.partitions = partitions;
    }

    /** @param topics each topic's partitions */
    synchronized Member join(List<List<PartitionLog>> topics, Context context, PartitionListener listener) {
        topics.forEach(topic -> topic.forEach(log -> committed.putIfAbsent(log, log.end())));
        Member member = new Member(topics, context, listener);
        members.add(member);
        rebalance();
        return member;
    }

    private synchronized Future<Void> leave(Member member) {
        members.remove(member);
        settled = settled.eventually(() -> member.giveUp(Set.copyOf(member.owned.keySet())));
        rebalance();
        return settled;
    }

    private synchronized void rebalance() {
        List<Member> now = List.copyOf(members);
        for (int i = 0; i < now.size(); i++) {
            Member member = now.get(i);
            Set<Integer> share = share(i, now.size());
            settled = settled.eventually(() -> member.giveUp(without(member.owned.keySet(), share)));
        }
        for (int i = 0; i < now.size(); i++) {
            Member member = now.get(i);
            Set<Integer> share = share(i, now.size());
            settled = settled.eventually(() -> member.take(without(share, member.owned.keySet())));
        }
    }

    private Set<Integer> share(int member, int count) {
        Set<Integer> share = new TreeSet<>();
        IntStream.range(0, partitions)
                .filter(partition -> partition * count / partitions == member)
                .forEach(share::add);
        return share;
    }

    private static Set<Integer> without(Set<Integer> set, Set<Integer> others) {
        Set<Integer> rest = new TreeSet<>(set);
        rest.removeAll(others);
        return rest;
    }

    private synchronized int committed(PartitionLog log) {
        return committed.getOrDefault(log, 0);
    }

    private synchronized void commit(PartitionLog log, int offset) {
        committed.put(log, offset);
    }

    /** One member; its methods that move partitions run one after the other. */
    final class Member {
        private final List<List<PartitionLog>> topics;
        private final Context context;
        private final PartitionListener listener;
        private final Map<Integer, Map<PartitionLog, LogReader>> owned = new ConcurrentHashMap<>();
        /** Ends when the last event of a partition that was begun is handled. */
        private final Map<Integer, Future<Void>> handling = new ConcurrentHashMap<>();

        private Member(List<List<PartitionLog>> topics, Context context, PartitionListener listener) {
            this.topics = topics;
            this.context = context;
            this.listener = listener;
        }

        Future<Void> close() {
            return leave(this);
        }

        private Future<Void> giveUp(Set<Integer> moved) {
            if (moved.isEmpty()) {
                return Future.succeededFuture();
            }
            for (int partition : moved) {
                Map<PartitionLog, LogReader> readers = owned.remove(partition);
                if (readers != null) {
                    readers.forEach((log, reader) -> commit(log, reader.close()));
                }
            }
            return onContext(() -> listener.revoked(Set.copyOf(moved)));
        }

        private Future<Void> take(Set<Integer> moved) {
            if (moved.isEmpty()) {
                return Future.succeededFuture();
            }
            return onContext(() -> listener.assigned(Set.copyOf(moved)))
                    .onSuccess(ignored -> moved.forEach(this::read));
        }

        private void read(int partition) {
            Map<PartitionLog, LogReader> readers = new HashMap<>();
            owned.put(partition, readers);
            handling.put(partition, Future.succeededFuture());
            for (List<PartitionLog> topic : topics) {
                PartitionLog log = topic.get(partition);
                readers.put(
                        log, new LogReader(log, committed(log), context, event -> handle(partition, readers, event)));
            }
            readers.values().forEach(LogReader::open);
        }

        /** One event at a time, of whichever topic. Called on the context. */
        private Future<Void> handle(int partition, Map<PartitionLog, LogReader> ownership, PlayheadEvent event) {
            Future<Void> handled = handling.getOrDefault(partition, Future.succeededFuture())
                    .transform(last -> owned.get(partition) == ownership
                            ? listener.handle(partition, event)
                            : Future.failedFuture("partition " + partition + " was revoked"));
            handling.put(partition, handled);
            return handled;
        }

        private Future<Void> onContext(Runnable action) {
            Promise<Void> done = Promise.promise();
            context.runOnContext(ignored -> {
                try {
                    action.run();
                    done.complete();
                } catch (RuntimeException e) {
                    done.fail(e);
                }
            });
            return done.future();
        }
    }
}
