package dev.playhead.gateway.io;

import dev.playhead.common.bytes.Slice;
import io.vertx.core.Future;

/** Writes slices into a response's body, its head with the first. One call at a time. */
interface BodyWriter {

    /**
     * Writes a slice.
     *
     * @return succeeds when the socket has taken all of it; fails when the connection is gone or the file cannot be read
     */
    Future<Void> write(Slice slice);

    /** How many bytes of the slice being written the socket has taken so far. */
    long progress();
}
