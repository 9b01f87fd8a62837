package dev.playhead.store.core.precache;

import dev.playhead.common.bytes.PreCacheWish;
import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.model.ByteRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much of a wish is on the disk.
 *
 * @param stored bytes of it in whole chunks
 * @param wanted bytes of it; null while the media is unknown
 * @param isBehindTheEnd whether the media ends before the wish begins
 */
public record Progress(long stored, @Nullable Long wanted, boolean isBehindTheEnd) {
    private static final Progress UNKNOWN = new Progress(0, null, false);

    /** Compares a wish with what is stored of its media. */
    public static Progress of(PreCacheWish wish, Optional<StoredMedia> media) {
        if (media.isEmpty()) {
            return UNKNOWN;
        }
        long length = media.get().version().length();
        Optional<ByteRange> range = wish.range().resolve(length);
        if (range.isEmpty()) {
            return new Progress(0, 0L, length > 0);
        }
        long stored = media.get().complete().within(range.get()).stream()
                .mapToLong(ByteRange::length)
                .sum();
        return new Progress(stored, range.get().length(), false);
    }

    public boolean isComplete() {
        return wanted != null && stored == wanted && !isBehindTheEnd;
    }
}
