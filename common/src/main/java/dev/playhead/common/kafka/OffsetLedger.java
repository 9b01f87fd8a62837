package dev.playhead.common.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of each owned partition was delivered and what of that is done: tells up to where offsets may be committed.
 *
 * <p>Deliveries may be done in any order; the commit point is the first offset that is not. Each assignment starts a new
 * epoch, and what belongs to an earlier one is ignored. Pure; not thread-safe.
 *
 * @param <P> a partition
 */
final class OffsetLedger<P> {
    private static final long UNKNOWN = -1;

    private final Map<P, Account> accounts = new HashMap<>();
    private long epochs;

    /** One record in the hands of its handler. */
    record Delivery<P>(P partition, long epoch, long offset) {}

    /** Begins to keep a partition; what was known of it is forgotten. */
    void assigned(P partition) {
        accounts.put(partition, new Account(epochs++));
    }

    void revoked(P partition) {
        accounts.remove(partition);
    }

    /**
     * Tells where the partition's first record will be, so that even if none comes its next owner starts there.
     *
     * @param position an offset; ignored once a record was delivered
     */
    void startsAt(P partition, long position) {
        Account account = accounts.get(partition);
        if (account != null && account.next == UNKNOWN) {
            account.next = position;
        }
    }

    /** Notes a record that goes to its handler; empty when the partition is not owned. */
    Optional<Delivery<P>> delivered(P partition, long offset) {
        Account account = accounts.get(partition);
        if (account == null) {
            return Optional.empty();
        }
        account.open.add(offset);
        account.next = offset + 1;
        return Optional.of(new Delivery<>(partition, account.epoch, offset));
    }

    /** Notes that a record is done with; ignored when its epoch is over. */
    void done(Delivery<P> delivery) {
        Account account = current(delivery);
        if (account != null) {
            account.open.remove(delivery.offset());
        }
    }

    /** Returns the commit points, each the first offset not done, that differ from what was last committed. */
    Map<P, Long> due() {
        Map<P, Long> due = new HashMap<>();
        accounts.forEach((partition, account) -> {
            long point = account.commitPoint();
            if (point != UNKNOWN && point != account.committed) {
                due.put(partition, point);
            }
        });
        return due;
    }

    /** Notes that commit points are committed, for partitions still owned. */
    void committed(Map<P, Long> points) {
        points.forEach((partition, point) -> {
            Account account = accounts.get(partition);
            if (account != null) {
                account.committed = point;
            }
        });
    }

    private @Nullable Account current(Delivery<P> delivery) {
        Account account = accounts.get(delivery.partition());
        return account != null && account.epoch == delivery.epoch() ? account : null;
    }

    /** One owned partition. */
    private static final class Account {
        private final long epoch;
        private final TreeSet<Long> open = new TreeSet<>();
        /** The offset behind the last record delivered. */
        private long next = UNKNOWN;

        private long committed = UNKNOWN;

        Account(long epoch) {
            this.epoch = epoch;
        }

        long commitPoint() {
            return open.isEmpty() ? next : open.first();
        }
    }
}
