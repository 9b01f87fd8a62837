package dev.playhead.store.io.local;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.store.io.CallerContext;
import dev.playhead.store.io.index.IndexReader;
import dev.playhead.store.io.media.Adoption;
import dev.playhead.store.io.media.MediaEntry;
import dev.playhead.store.io.media.MediaRegistry;
import dev.playhead.store.io.media.Removal;
import dev.playhead.store.io.space.Pins;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the store in this JVM holds. Thread-safe. */
public final class LocalMediaCatalog implements MediaCatalog {
    private final Vertx vertx;
    private final MediaRegistry registry;
    private final IndexReader reader;
    private final Adoption adoption;
    private final Removal removal;
    private final Pins pins;

    public LocalMediaCatalog(
            Vertx vertx, MediaRegistry registry, IndexReader reader, Adoption adoption, Removal removal, Pins pins) {
        this.adoption = adoption;
        this.vertx = vertx;
        this.registry = registry;
        this.reader = reader;
        this.removal = removal;
        this.pins = pins;
    }

    @Override
    public Future<Optional<StoredMedia>> find(MediaId media) {
        return here(snapshot(media));
    }

    @Override
    public Future<List<StoredMedia>> list(@Nullable MediaId after, int limit) {
        if (limit <= 0) {
            return Future.failedFuture(new IllegalArgumentException("limit " + limit + " must be positive"));
        }
        return here(reader.page(after, limit)
                .recover(failure -> Future.failedFuture(
                        new StoreException.Unavailable("the store's index cannot be read: " + failure)))
                .compose(this::snapshots));
    }

    @Override
    public Future<Boolean> delete(MediaId media) {
        return here(with(media, removal::remove));
    }

    @Override
    public Future<Boolean> observe(MediaId media, MediaVersion seen, Freshness freshness) {
        return here(with(media, entry -> adoption.observe(entry, seen, freshness)));
    }

    @Override
    public Future<Boolean> pin(MediaId media, boolean keep) {
        return here(with(
                media,
                entry ->
                        entry.current().isPresent() ? pins.set(media, keep).map(true) : Future.succeededFuture(false)));
    }

    private Future<List<StoredMedia>> snapshots(List<MediaId> ids) {
        List<Future<Optional<StoredMedia>>> found =
                ids.stream().map(this::snapshot).toList();
        return Future.all(found)
                .map(done ->
                        found.stream().flatMap(media -> media.result().stream()).toList());
    }

    private Future<Optional<StoredMedia>> snapshot(MediaId media) {
        return with(media, entry -> Future.succeededFuture(entry.snapshot()));
    }

    private <T> Future<T> with(MediaId media, Function<MediaEntry, Future<T>> action) {
        return registry.acquire(media).compose(action).onComplete(done -> registry.release(media));
    }

    private <T> Future<T> here(Future<T> outcome) {
        return CallerContext.current(vertx).deliver(outcome);
    }
}
