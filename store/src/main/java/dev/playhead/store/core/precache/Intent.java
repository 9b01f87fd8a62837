package dev.playhead.store.core.precache;

import dev.playhead.common.bytes.PreCacheWish;
import dev.playhead.common.model.MediaId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wish as it is kept: open, complete, or failed.
 *
 * @param completedAt when everything was on the disk; null while it is open
 * @param bytes how many it is about; null while that is unknown
 * @param problem why its origin does not give it; null unless it has failed
 */
public record Intent(
        PreCacheWish wish,
        Instant requestedAt,
        @Nullable Instant completedAt,
        @Nullable Long bytes,
        @Nullable String problem) {

    public static Intent of(PreCacheWish wish, @Nullable Long bytes, Instant now) {
        return new Intent(wish, now, null, bytes, null);
    }

    public MediaId media() {
        return wish.media();
    }

    public boolean isOpen() {
        return completedAt == null && problem == null;
    }

    public boolean isComplete() {
        return completedAt != null;
    }

    /** Its size became known. */
    public Intent sized(long known) {
        return new Intent(wish, requestedAt, completedAt, known, problem);
    }

    public Intent completed(Instant now) {
        return new Intent(wish, requestedAt, now, bytes, null);
    }

    public Intent failed(String reason) {
        return new Intent(wish, requestedAt, null, bytes, reason);
    }
}
