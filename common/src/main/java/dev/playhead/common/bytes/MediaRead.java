package dev.playhead.common.bytes;

import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.MediaVersion;
import io.vertx.core.Future;

/**
 * One reader's place in one version of a media, pinned when the description is known. Used from the context that opened
 * it, on which all its futures complete.
 *
 * <p>What was given is leased: it stays readable until the next call of {@link #next} or {@link #close}.
 */
public interface MediaRead {

    /**
     * The version this read is pinned to.
     *
     * @return succeeds when the store knows the media, which may take until its first bytes arrive; fails with {@link
     *     StoreException.Unavailable} when the store cannot be reached, {@link StoreException.Closed} after {@link #close}
     */
    Future<MediaVersion> version();

    /** What the origin had said of how long the version holds, when {@link #version} succeeded; not before. */
    Freshness freshness();

    /**
     * Gives the next readable bytes, waiting for them if need be. One call at a time.
     *
     * @param position first byte wanted; it must lie inside the range this read was opened with
     * @param limit bytes at most, positive
     * @return succeeds with at least one byte that starts at the position; fails with {@link StoreException.VersionGone}
     *     when the pinned version can no longer be completed, {@link StoreException.Unavailable}, or {@link
     *     StoreException.Closed}
     */
    Future<Slice> next(long position, int limit);

    /**
     * Where the bytes end that can be had from a position on without waiting, as far as is known here: exclusive, and the
     * position itself when there are none.
     */
    long readableEnd(long position);

    /**
     * Where the next bytes begin that can be had without waiting, at a position or behind it, as far as is known here; {@link
     * Long#MAX_VALUE} when none are. What a store elsewhere has behind a hole is not known.
     */
    default long nextReadable(long position) {
        return readableEnd(position) > position ? position : Long.MAX_VALUE;
    }

    /** Gives leases back; waiting futures fail with {@link StoreException.Closed}. Repeated calls do nothing. */
    void close();
}
