package dev.playhead.gateway.io;

import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.model.OriginName;

/**
 * A request to an origin.
 *
 * @param target raw path and query below the origin's URL, as the player sent them
 */
record OriginCall(OriginConfig origin, String target) {
    OriginName name() {
        return origin.name();
    }

    /** Returns the target as the origin wants it. */
    String requestTarget() {
        return origin.url().getRawPath() + target;
    }

    /** Without the target, whose query may hold secrets. */
    @Override
    public String toString() {
        return "call of " + name();
    }
}
