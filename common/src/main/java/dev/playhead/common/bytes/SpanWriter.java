package dev.playhead.common.bytes;

import io.vertx.core.Future;

/** The byte port into a store. Thread-safe; futures complete on the caller's context. */
public interface SpanWriter {

    /**
     * Begins to write a span. A store that does not know the media learns it from the head, before any byte.
     *
     * @return succeeds with where to send the bytes; fails with {@link StoreException.StaleVersion} when another version
     *     is current, {@link StoreException.Unsettled} when it changes too often, {@link StoreException.Full} when there is
     *     no room, {@link StoreException.Unavailable} when the store cannot be reached
     */
    Future<SpanSink> open(SpanHead head);
}
