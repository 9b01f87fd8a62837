package dev.playhead.store.io.precache;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.Priority;
import dev.playhead.store.core.precache.Intent;
import dev.playhead.store.io.index.IndexChange;
import dev.playhead.store.io.index.IndexWriter;
import dev.playhead.store.io.index.IndexWriter.Urgency;
import dev.playhead.store.io.space.Pins;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All wishes, in memory and in the index, which is told first. What users asked for is kept longer than what was watched.
 * Thread-safe.
 */
final class IntentBook {
    private final Map<MediaId, Intent> intents = new ConcurrentHashMap<>();
    private final IndexWriter index;
    private final Pins pins;

    IntentBook(IndexWriter index, Pins pins) {
        this.index = index;
        this.pins = pins;
    }

    /** Takes over what a former life has left; what was asked for since is newer. */
    void restore(Collection<Intent> former) {
        former.forEach(intent -> {
            if (intents.putIfAbsent(intent.media(), intent) == null) {
                shield(intent);
            }
        });
    }

    /** Succeeds when the wish is in the index; fails with {@link StoreException.Unavailable}. */
    Future<Intent> put(Intent intent) {
        return submitted(new IndexChange.PutIntent(intent)).map(done -> {
            intents.put(intent.media(), intent);
            shield(intent);
            return intent;
        });
    }

    /** Notes in memory what became of a wish, unless another has taken its place, and brings it to the index behind. */
    void amend(Intent before, Intent after) {
        if (intents.replace(before.media(), before, after)) {
            index.submit(new IndexChange.PutIntent(after), Urgency.SOON, outcome -> {});
        }
    }

    /** Succeeds with whether there was one, when the index has forgotten it. */
    Future<Boolean> remove(MediaId media) {
        if (!intents.containsKey(media)) {
            return Future.succeededFuture(false);
        }
        return submitted(new IndexChange.RemoveIntent(media)).map(done -> {
            pins.shield(media, false);
            return intents.remove(media) != null;
        });
    }

    Optional<Intent> find(MediaId media) {
        return Optional.ofNullable(intents.get(media));
    }

    List<Intent> all() {
        return List.copyOf(intents.values());
    }

    private void shield(Intent intent) {
        pins.shield(intent.media(), intent.wish().priority() == Priority.MEDIUM);
    }

    private Future<Void> submitted(IndexChange change) {
        Promise<Void> done = Promise.promise();
        index.submit(
                change,
                Urgency.NOW,
                failure -> failure.ifPresentOrElse(
                        cause -> done.fail(new StoreException.Unavailable("the wish cannot be kept: " + cause)),
                        done::complete));
        return done.future();
    }
}
