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
    private volatile @Nullable ByteRange held;

    /** Holds a range instead of the one before. */
    public void hold(ByteRange range) {
        held = range;
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
