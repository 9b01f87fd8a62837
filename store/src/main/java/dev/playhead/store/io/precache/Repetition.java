package dev.playhead.store.io.precache;

import dev.playhead.common.bytes.PreCacheWish;
import dev.playhead.common.event.PreCacheEvent;
import dev.playhead.common.event.PreCacheEvent.PreCacheCancelled;
import dev.playhead.common.event.PreCacheEvent.PreCacheRequested;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.topic.Topics;
import dev.playhead.store.core.precache.Allotment;
import dev.playhead.store.core.precache.Intent;
import dev.playhead.store.core.precache.Progress;
import dev.playhead.store.io.media.MediaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the scheduler, again and again, what is to be fetched though nobody watches it, and notices what is done.
 * Thread-safe by its monitor, which is never held while something is waited for.
 */
final class Repetition {
    private static final Logger LOG = LoggerFactory.getLogger(Repetition.class);
    /** A wish whose bytes had to leave for others would only drive those out in turn. */
    private static final Duration SUSPENSION = Duration.ofMinutes(5);

    private final IntentBook book;
    private final MediaRegistry registry;
    private final EventPublisher publisher;
    private final InstantSource time;
    private final long capacity;
    private final Map<MediaId, Long> reached = new HashMap<>();
    private final Map<MediaId, Instant> suspendedUntil = new HashMap<>();
    private final Set<MediaId> told = new HashSet<>();

    Repetition(IntentBook book, MediaRegistry registry, EventPublisher publisher, InstantSource time, long capacity) {
        this.book = book;
        this.registry = registry;
        this.publisher = publisher;
        this.time = time;
        this.capacity = capacity;
    }

    /** Says how the store's room is dealt out now. */
    synchronized Allotment allotment() {
        Instant now = time.instant();
        suspendedUntil.values().removeIf(until -> !until.isAfter(now));
        return Allotment.of(book.all(), suspendedUntil.keySet(), capacity);
    }

    /** Tells of all that is to be fetched, and that what was told of before and is not now is over. */
    void run() {
        Set<MediaId> fetched = allotment().fetched();
        synchronized (this) {
            Set<MediaId> over = new HashSet<>(told);
            over.removeAll(fetched);
            over.forEach(this::end);
            told.addAll(fetched);
        }
        fetched.forEach(this::look);
    }

    /** A wish is new, or new in its kind. */
    void begin(MediaId media) {
        synchronized (this) {
            reached.remove(media);
            suspendedUntil.remove(media);
        }
        run();
    }

    /** Nothing is to be fetched for a wish any more: the scheduler is told at once. */
    synchronized void end(MediaId media) {
        reached.remove(media);
        if (told.remove(media)) {
            publish(new PreCacheCancelled(media, time.instant()));
        }
    }

    private void look(MediaId media) {
        registry.acquire(media)
                .onSuccess(entry -> book.find(media)
                        .filter(Intent::isOpen)
                        .ifPresent(intent -> judge(intent, Progress.of(intent.wish(), entry.snapshot()))))
                .onFailure(failure -> LOG.atWarn()
                        .addKeyValue(LogKeys.MEDIA, media)
                        .addKeyValue(LogKeys.REASON, failure.getMessage())
                        .log("it cannot be seen how far a pre-cache has come"))
                .onComplete(done -> registry.release(media));
    }

    private void judge(Intent intent, Progress progress) {
        Intent sized = sized(intent, progress);
        if (progress.isBehindTheEnd()) {
            book.amend(sized, sized.failed("range " + sized.wish().range().toHeader() + " lies behind the end"));
            end(sized.media());
        } else if (progress.isComplete()) {
            book.amend(sized, sized.completed(time.instant()));
            end(sized.media());
            LOG.atInfo().addKeyValue(LogKeys.MEDIA, sized.media()).log("pre-cache complete");
        } else if (hasShrunk(sized.media(), progress.stored())
                || !allotment().fetched().contains(sized.media())) {
            end(sized.media());
        } else {
            tell(sized);
        }
    }

    private Intent sized(Intent intent, Progress progress) {
        Long wanted = progress.wanted();
        if (wanted == null || wanted.equals(intent.bytes())) {
            return intent;
        }
        Intent sized = intent.sized(wanted);
        book.amend(intent, sized);
        return sized;
    }

    /** Whether bytes have left since the last look, for the want of room; then the wish rests. */
    private synchronized boolean hasShrunk(MediaId media, long stored) {
        Long before = reached.put(media, stored);
        if (before == null || stored >= before) {
            return false;
        }
        suspendedUntil.put(media, time.instant().plus(SUSPENSION));
        LOG.atWarn().addKeyValue(LogKeys.MEDIA, media).log("pre-cache rests, the store needs its room for others");
        return true;
    }

    private synchronized void tell(Intent intent) {
        if (told.contains(intent.media())) {
            PreCacheWish wish = intent.wish();
            publish(new PreCacheRequested(
                    wish.media(), wish.source(), wish.range(), wish.priority(), intent.requestedAt()));
        }
    }

    private void publish(PreCacheEvent event) {
        publisher.publish(Topics.PLAYBACK, event).onFailure(lost -> LOG.atDebug()
                .addKeyValue(LogKeys.MEDIA, event.media())
                .addKeyValue(LogKeys.REASON, lost.getMessage())
                .log("pre-cache event lost"));
    }
}
