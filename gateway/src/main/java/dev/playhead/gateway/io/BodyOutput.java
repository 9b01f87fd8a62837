package dev.playhead.gateway.io;

import io.vertx.core.Future;

/** Where the body of one response goes, whatever its connection is. Event loop only. */
interface BodyOutput {

    /**
     * Makes a writer for the next piece of the body; the one before has written all it was given.
     *
     * @param head what goes out together with the piece's first bytes, ASCII; empty for nothing
     */
    BodyWriter writer(String head);

    /**
     * Ends the response.
     *
     * @param tail what goes out behind the last piece, ASCII; empty for nothing
     * @return succeeds when the response has ended; fails when the connection is gone
     */
    Future<Void> end(String tail);
}
