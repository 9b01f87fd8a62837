package dev.playhead.testkit.bytes;

import dev.playhead.common.bytes.PreCache;
import dev.playhead.common.bytes.PreCache.State;
import dev.playhead.common.bytes.PreCacheWish;
import dev.playhead.common.bytes.PreCaches;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.model.MediaId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Wishes in memory that never come further, and a store that may be full or away. Thread-safe. */
public final class FakePreCaches implements PreCaches {
    private final Map<MediaId, PreCache> wishes = new LinkedHashMap<>();
    private @Nullable StoreException refusal;

    /** Refuses every wish from now on. */
    public synchronized void refuse(StoreException reason) {
        refusal = reason;
    }

    /** Says how far a wish has come. */
    public synchronized void advance(MediaId media, State state, long stored, long wanted) {
        wishes.computeIfPresent(
                media,
                (id, wish) -> new PreCache(wish.wish(), wish.requestedAt(), state, stored, wanted, wish.problem()));
    }

    public synchronized List<PreCacheWish> wishes() {
        return wishes.values().stream().map(PreCache::wish).toList();
    }

    @Override
    public synchronized Future<PreCache> request(PreCacheWish wish) {
        if (refusal != null) {
            return Future.failedFuture(refusal);
        }
        PreCache kept = new PreCache(wish, Instant.EPOCH, State.QUEUED, 0, null, null);
        wishes.put(wish.media(), kept);
        return Future.succeededFuture(kept);
    }

    @Override
    public synchronized Future<Optional<PreCache>> find(MediaId media) {
        return Future.succeededFuture(Optional.ofNullable(wishes.get(media)));
    }

    @Override
    public synchronized Future<List<PreCache>> list() {
        return Future.succeededFuture(List.copyOf(wishes.values()));
    }

    @Override
    public synchronized Future<Boolean> cancel(MediaId media) {
        return Future.succeededFuture(wishes.remove(media) != null);
    }

    @Override
    public synchronized Future<Boolean> giveUp(MediaId media, String reason) {
        return Future.succeededFuture(wishes.containsKey(media));
    }
}
