package dev.playhead.gateway.io;

import dev.playhead.common.model.TraceContext;
import io.vertx.core.http.HttpServerRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Gives each request its trace: its player's, passed on by this gateway, or a new one. Thread-safe.
 *
 * <p>Identifiers must not collide, and need not be hard to guess: they open nothing.
 */
final class Traces {
    /** Nobody is known to record a trace that begins here. */
    private static final String NOT_RECORDED = "00";

    private static final HexFormat HEX = HexFormat.of();

    private Traces() {}

    static TraceContext of(HttpServerRequest http) {
        String parentId = digits();
        return TraceContext.parse(http.getHeader(TraceContext.HEADER))
                .map(players -> players.by(parentId))
                .orElseGet(() -> new TraceContext(digits() + digits(), parentId, NOT_RECORDED));
    }

    /** Returns 16 hexadecimal digits, not all zero. */
    private static String digits() {
        return HEX.toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }
}
