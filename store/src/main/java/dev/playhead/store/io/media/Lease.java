package dev.playhead.store.io.media;

import dev.playhead.common.model.ByteRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one reader or writer of a version is busy with; eviction leaves it alone. Thread-safe.
 *
 * <p>A reader holds a range first and looks whether it is readable then; eviction hides a range first and looks who holds
 * it then. Both are volatile accesses, so one of the two sees the other.
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
