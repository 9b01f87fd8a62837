package dev.playhead.store.io.space;

import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.MediaId;
import dev.playhead.store.io.index.IndexReader;
import dev.playhead.store.io.media.MediaEntry;
import dev.playhead.store.io.media.MediaRegistry;
import dev.playhead.store.io.media.Removal;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets media that nobody has watched for a long time. Thread-safe. */
public final class Expiry {
    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);
    private static final int PAGE = 100;

    private final IndexReader reader;
    private final MediaRegistry registry;
    private final Removal removal;
    private final Pins pins;
    private final Duration unwatched;
    private final InstantSource time;

    /** @param unwatched zero: nothing expires */
    public Expiry(
            IndexReader reader,
            MediaRegistry registry,
            Removal removal,
            Pins pins,
            Duration unwatched,
            InstantSource time) {
        this.reader = reader;
        this.registry = registry;
        this.removal = removal;
        this.pins = pins;
        this.unwatched = unwatched;
        this.time = time;
    }

    /** Goes through all media once; fails when the index cannot be read or written. */
    public Future<Void> run() {
        return unwatched.isZero()
                ? Future.succeededFuture()
                : page(time.instant().minus(unwatched), null);
    }

    private Future<Void> page(Instant since, @Nullable MediaId after) {
        return reader.unwatched(since, after, PAGE)
                .compose(media -> each(media.iterator()).compose(done -> next(since, media)));
    }

    private Future<Void> next(Instant since, List<MediaId> page) {
        return page.size() < PAGE ? Future.succeededFuture() : page(since, page.get(page.size() - 1));
    }

    private Future<Void> each(Iterator<MediaId> media) {
        return media.hasNext() ? forget(media.next()).compose(done -> each(media)) : Future.succeededFuture();
    }

    private Future<Boolean> forget(MediaId media) {
        return registry.acquire(media)
                .compose(entry -> isUnused(entry) ? removal.remove(entry) : Future.succeededFuture(false))
                .onSuccess(forgotten -> {
                    if (forgotten) {
                        LOG.atInfo()
                                .addKeyValue(LogKeys.MEDIA, media)
                                .log("media that nobody has watched for long forgotten");
                    }
                })
                .onComplete(done -> registry.release(media));
    }

    private boolean isUnused(MediaEntry entry) {
        return !pins.contains(entry.media())
                && entry.current()
                        .filter(version -> version.positions(time.instant()).isEmpty())
                        .isPresent();
    }
}
