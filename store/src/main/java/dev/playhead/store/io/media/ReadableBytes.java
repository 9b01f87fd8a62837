package dev.playhead.store.io.media;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import java.util.List;

/**
 * What may be read of one version now, and the handshake by which bytes leave while others read, without a lock between
 * them. Thread-safe.
 *
 * <p>Each side says what it does before it looks at the other:
 *
 * <ul>
 *   <li>who reads <em>holds</em> the range, then <em>looks</em> whether it may be read ({@link #hold});
 *   <li>who evicts <em>hides</em> the range, then <em>looks</em> who holds any of it ({@link #hide}), takes away what
 *       nobody holds, and shows the rest again ({@link #show}).
 * </ul>
 *
 * <p>Holding and hiding are volatile writes, looking is a volatile read, and all of them have one order that every thread
 * sees (JLS 17.4.4): of the two writes one comes first, and whoever wrote second sees it. So a reader never finds readable
 * what an evictor finds unheld. Both may see each other: then the bytes stay, and the reader, who finds them hidden for
 * that moment, asks again under the version's monitor, which eviction keeps from hiding to showing ({@link
 * StoredVersion#await}). This is Dekker's mutual exclusion without its loop, as neither side insists.
 */
final class ReadableBytes {
    private final Leases leases;
    private volatile ByteRanges readable;

    /**
     * @param leases what readers and writers hold
     * @param readable what may be read at first
     */
    ReadableBytes(Leases leases, ByteRanges readable) {
        this.leases = leases;
        this.readable = readable;
    }

    /** Returns what may be read now; a snapshot that protects nothing of it. */
    ByteRanges now() {
        return readable;
    }

    /** Says what may be read from now on. One thread at a time. */
    void show(ByteRanges ranges) {
        readable = ranges;
    }

    /**
     * Holds a range instead of what the lease held before.
     *
     * @return what may be read: of the held range it stays until the lease lets go of it
     */
    ByteRanges hold(Lease lease, ByteRange range) {
        lease.hold(range);
        return readable;
    }

    /**
     * Hides ranges from whoever looks after this. One thread at a time.
     *
     * @return what is held; all that is hidden and not held is nobody's, until it is shown again
     */
    List<ByteRange> hide(ByteRanges ranges) {
        ByteRanges left = readable;
        for (ByteRange range : ranges.asList()) {
            left = left.minus(range);
        }
        readable = left;
        return leases.held();
    }
}
