package dev.playhead.scheduler.core;

import dev.playhead.common.config.BackgroundFill;
import dev.playhead.common.config.BackgroundFill.Mode;
import dev.playhead.common.event.PreCacheEvent;
import dev.playhead.common.event.PreCacheEvent.PreCacheRequested;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of one media though nobody waits for it: what the store keeps a wish for, and what fills up a media that
 * is watched. Soft state: repeated wishes rebuild it.
 */
final class Bulk {
    /** Stores repeat their wishes every two seconds: five missing in a row is a store that is gone. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    private final Mode fill;
    private @Nullable PreCacheRequested wish;
    private Instant heardAt = Instant.MIN;
    private @Nullable String refusal;
    private boolean evicted;
    private boolean kept;

    Bulk(BackgroundFill fill) {
        this.fill = fill.mode();
    }

    /** Takes in what a store says of its wish. */
    void on(PreCacheEvent event, Instant now) {
        wish = event instanceof PreCacheRequested requested ? requested : null;
        heardAt = now;
    }

    /** The origin does not give what is wished for; nobody goes on asking for it. */
    void refused(String reason) {
        if (wish != null) {
            wish = null;
            refusal = reason;
        }
    }

    /** Returns once, after a refusal, what is to be told to the store. */
    Optional<String> takeRefusal() {
        Optional<String> taken = Optional.ofNullable(refusal);
        refusal = null;
        return taken;
    }

    /** Bytes had to leave the store: filling on would drive out what somebody watches. */
    void evicted() {
        evicted = true;
    }

    void expire(Instant now) {
        if (wish != null && Times.reached(heardAt.plus(SILENCE), now)) {
            wish = null;
        }
    }

    /**
     * Whether the store is to keep the wish for the rest, because it is to be fetched even if nobody goes on watching. True
     * once, of a media that somebody really watches, or has watched: that may become known by the last word of a stream.
     */
    boolean takeKeeping(Viewers viewers) {
        boolean begins = fill == Mode.ALWAYS && !kept && !evicted && viewers.haveWatched();
        kept |= begins;
        return begins;
    }

    /** Returns what is wanted, most urgent first. */
    List<BulkWish> wishes(List<Reader> readers) {
        if (wish != null) {
            return List.of(new BulkWish(wish.range(), wish.priority(), wish.requestedAt(), 0));
        }
        if (fill != Mode.WHILE_WATCHING || evicted) {
            return List.of();
        }
        return watcher(readers)
                .map(reader -> new BulkWish(
                        RequestedRange.WHOLE,
                        Priority.LOW,
                        reader.playhead().beganAt(),
                        reader.cursor().position()))
                .map(List::of)
                .orElse(List.of());
    }

    /** A viewer that reads on, not one that looks at a head, a tail or a picture. */
    private static Optional<Reader> watcher(List<Reader> readers) {
        return readers.stream()
                .filter(reader -> !reader.playhead().isStarting())
                .findFirst();
    }

    boolean isEmpty() {
        return wish == null && refusal == null;
    }

    /** Returns when something changes here by itself, or {@link Instant#MAX}. */
    Instant nextChange() {
        return wish == null ? Instant.MAX : heardAt.plus(SILENCE);
    }
}
