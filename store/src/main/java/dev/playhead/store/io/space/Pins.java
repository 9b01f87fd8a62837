package dev.playhead.store.io.space;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.model.MediaId;
import dev.playhead.store.io.index.IndexChange;
import dev.playhead.store.io.index.IndexWriter;
import dev.playhead.store.io.index.IndexWriter.Urgency;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Media that somebody wants to keep, or has asked to have here beforehand: the last to leave. Thread-safe. */
public final class Pins {
    private final Set<MediaId> pinned = ConcurrentHashMap.newKeySet();
    private final Set<MediaId> shielded = ConcurrentHashMap.newKeySet();
    private final IndexWriter index;

    public Pins(IndexWriter index) {
        this.index = index;
    }

    /** Takes over what a former life has pinned. */
    public void restore(Set<MediaId> media) {
        pinned.addAll(media);
    }

    /**
     * Pins a media, or lets it go.
     *
     * @return succeeds when the index knows; fails with {@link StoreException.Unavailable}
     */
    public Future<Void> set(MediaId media, boolean keep) {
        Promise<Void> kept = Promise.promise();
        index.submit(new IndexChange.Pin(media, keep), Urgency.NOW, failure -> {
            if (failure.isPresent()) {
                kept.fail(new StoreException.Unavailable("the media cannot be pinned: " + failure.get()));
                return;
            }
            if (keep) {
                pinned.add(media);
            } else {
                pinned.remove(media);
            }
            kept.complete();
        });
        return kept.future();
    }

    /** Treats a media as if it were pinned, in memory only, or no longer. */
    public void shield(MediaId media, boolean keep) {
        if (keep) {
            shielded.add(media);
        } else {
            shielded.remove(media);
        }
    }

    public boolean contains(MediaId media) {
        return pinned.contains(media) || shielded.contains(media);
    }

    Set<MediaId> all() {
        Set<MediaId> all = new HashSet<>(pinned);
        all.addAll(shielded);
        return all;
    }
}
