package dev.playhead.store.io.media;

import dev.playhead.common.model.ByteRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Who is busy with a version now, and where readers stood that left a moment ago. Thread-safe. */
final class Leases {
    /** A player that asks for one range after the other, or whose viewer has paused, is back within that. */
    private static final Duration KEPT = Duration.ofSeconds(60);
    /** Enough for a handful of such players of one media; the others are protected by the order of eviction. */
    private static final int MAX_KEPT = 8;

    private final Set<Lease> open = ConcurrentHashMap.newKeySet();
    private final Deque<Left> left = new ArrayDeque<>();

    /** Where a reader stood when it left. */
    private record Left(long position, Instant at) {}

    Lease open() {
        Lease lease = new Lease();
        open.add(lease);
        return lease;
    }

    /** Ends a lease; what it held counts as just wanted for a while. */
    void close(Lease lease, Instant now) {
        List<ByteRange> last = lease.held();
        lease.release();
        open.remove(lease);
        synchronized (left) {
            last.forEach(range -> left.addLast(new Left(range.start(), now)));
            while (left.size() > MAX_KEPT) {
                left.removeFirst();
            }
        }
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    List<ByteRange> held() {
        return open.stream().flatMap(lease -> lease.held().stream()).toList();
    }

    /** Returns where readers stand, those included that left a moment ago. */
    List<Long> positions(Instant now) {
        Stream<Long> gone;
        synchronized (left) {
            left.removeIf(reader -> reader.at().plus(KEPT).isBefore(now));
            gone = left.stream().map(Left::position).toList().stream();
        }
        return Stream.concat(held().stream().map(ByteRange::start), gone).toList();
    }
}
