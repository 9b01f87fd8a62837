package dev.playhead.common.bytes;

import dev.playhead.common.model.MediaId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * What a store is asked to have before anybody watches it. Thread-safe; futures complete on the caller's context and fail
 * with {@link StoreException.Unavailable} when the store cannot be reached or cannot write.
 */
public interface PreCaches {

    /**
     * Asks for a media, or a range of it. A second wish for one media takes the place of the first.
     *
     * @return succeeds when the wish will survive a crash; fails with {@link StoreException.Full} when it is known to be
     *     more than the store can hold beside what else it was asked for
     */
    Future<PreCache> request(PreCacheWish wish);

    /** Succeeds with how far a wish has come; empty where there is none. */
    Future<Optional<PreCache>> find(MediaId media);

    /** Succeeds with all wishes, the oldest first. */
    Future<List<PreCache>> list();

    /**
     * Forgets a wish; what was fetched for it stays until room is needed.
     *
     * @return succeeds with whether there was one
     */
    Future<Boolean> cancel(MediaId media);

    /**
     * Notes that an origin does not give what is wished for, so that nobody goes on asking.
     *
     * @param reason for the user
     * @return succeeds with whether there was such a wish
     */
    Future<Boolean> giveUp(MediaId media, String reason);
}
