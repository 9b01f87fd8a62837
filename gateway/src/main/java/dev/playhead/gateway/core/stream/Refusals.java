package dev.playhead.gateway.core.stream;

import dev.playhead.common.collect.BoundedMap;
import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.model.MediaId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What fetchers have lately given up for good, so that who asks next is told the same without waiting for another try.
 *
 * <p>Bounded: the oldest are forgotten. Not thread-safe.
 */
public final class Refusals {
    /** A little longer than a scheduler lets pass before it has a refused media asked for again. */
    private static final Duration MEMORY = Duration.ofSeconds(6);
    /** What an origin forbids to keep is rarely allowed a moment later; meanwhile nobody pays for asking. */
    private static final Duration MEMORY_OF_UNCACHEABLE = Duration.ofMinutes(1);

    private static final int MAX_MEDIA = 10_000;

    private final Map<MediaId, Refusal> refusals = BoundedMap.byInsertion(MAX_MEDIA);

    private record Refusal(FetchFailed failure, Instant until) {}

    /** Takes note of a failure; of those only that would come again: a refused viewer says nothing about the next one. */
    public void note(FetchFailed failure, Instant now) {
        switch (failure.reason()) {
            case NOT_CACHEABLE -> put(failure, now.plus(MEMORY_OF_UNCACHEABLE));
            case NOT_FOUND, UNSATISFIABLE -> put(failure, now.plus(MEMORY));
            case REFUSED, STORE, PROTOCOL, EXHAUSTED, STALE_VERSION, CANCELLED -> {}
        }
    }

    /** Forgets what was refused, because bytes of the media have come. */
    public void clear(MediaId media) {
        refusals.remove(media);
    }

    /** Returns what was refused lately, as if it had failed now. */
    public Optional<FetchFailed> of(MediaId media, Instant now) {
        return Optional.ofNullable(refusals.get(media))
                .filter(refusal -> now.isBefore(refusal.until()))
                .map(Refusal::failure);
    }

    /** Whether nothing of a media may be kept, so that asking the pipeline for it is in vain. */
    public boolean isUncacheable(MediaId media, Instant now) {
        return of(media, now)
                .filter(failure -> failure.reason() == FailureReason.NOT_CACHEABLE)
                .isPresent();
    }

    private void put(FetchFailed failure, Instant until) {
        refusals.remove(failure.media());
        refusals.put(failure.media(), new Refusal(failure, until));
    }
}
