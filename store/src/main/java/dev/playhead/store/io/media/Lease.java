package dev.playhead.store.io.media;

import dev.playhead.common.model.ByteRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one reader or writer of a version is busy with; eviction leaves it alone. Thread-safe.
 *
 * <p>Its writes and reads are volatile: the handshake of {@link ReadableBytes} rests on that.
 */
public final class Lease {
    private static final long NOWHERE = -1;

    private volatile @Nullable ByteRange held;
    private volatile long began = NOWHERE;

    /** Holds a range instead of the one before; one thread at a time. */
    public void hold(ByteRange range) {
        if (began == NOWHERE) {
            began = range.start();
        }
        held = range;
    }

    /** Returns the first byte of the first range that was held. */
    long began() {
        if (began == NOWHERE) {
            throw new IllegalStateException("a lease that has held nothing has not begun");
        }
        return began;
    }

    /** Holds nothing. */
    public void release() {
        held = null;
    }

    /** Returns what is held; empty when nothing is. */
    List<ByteRange> held() {
        ByteRange range = held;
        return range == null ? List.of() : List.of(range);
    }
}
