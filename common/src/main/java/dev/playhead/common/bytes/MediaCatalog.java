package dev.playhead.common.bytes;

import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a store holds, without its bytes. Thread-safe; futures complete on the caller's context. */
public interface MediaCatalog {

    /** Succeeds with the media, or empty when the store does not know it; fails with {@link StoreException.Unavailable}. */
    Future<Optional<StoredMedia>> find(MediaId media);

    /**
     * Lists media in the order of their ids.
     *
     * @param after the last id of the page before; null for the first page
     * @param limit media at most, positive
     */
    Future<List<StoredMedia>> list(@Nullable MediaId after, int limit);

    /**
     * Forgets a media and its bytes; reads of it break.
     *
     * @return succeeds with whether there was such a media
     */
    Future<Boolean> delete(MediaId media);

    /**
     * Tells what an origin showed when it was asked for a media that is known: the version that is stored, which holds for
     * longer then, or another, which is the current one from now on.
     *
     * @return succeeds with whether there is such a media; fails with {@link StoreException.Unsettled} when its version
     *     changes too often, {@link StoreException.Unavailable}
     */
    Future<Boolean> observe(MediaId media, MediaVersion seen, Freshness freshness);

    /**
     * Keeps a media longer than any that is not kept, or lets it go again.
     *
     * @return succeeds with whether there is such a media
     */
    Future<Boolean> pin(MediaId media, boolean keep);
}
