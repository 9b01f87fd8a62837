package dev.playhead.common.bytes;

import dev.playhead.common.model.MediaId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a wish has come.
 *
 * @param stored bytes of it that are in whole chunks
 * @param wanted bytes of it; null while the media's length is unknown
 * @param problem why it does not go on, for the user; null where nothing is wrong
 */
public record PreCache(
        PreCacheWish wish,
        Instant requestedAt,
        State state,
        long stored,
        @Nullable Long wanted,
        @Nullable String problem) {

    /** What becomes of a wish. */
    public enum State {
        /** Others were asked for earlier. */
        QUEUED,
        /** The scheduler knows of it, and fetches when nothing more urgent wants the origin. */
        FETCHING,
        /** Everything is on the disk. */
        COMPLETE,
        /** It was complete once; then room was needed, or the origin had another version. */
        EVICTED,
        /** There is no room for it; it goes on by itself when there is. */
        INSUFFICIENT_SPACE,
        /** The origin does not give it. */
        FAILED
    }

    public MediaId media() {
        return wish.media();
    }
}
