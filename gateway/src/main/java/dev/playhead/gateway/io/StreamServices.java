package dev.playhead.gateway.io;

import dev.playhead.common.bytes.MediaReader;
import dev.playhead.gateway.core.session.SessionTable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What every stream of a gateway shares.
 *
 * @param limits how long streams wait
 */
public record StreamServices(
        Vertx vertx,
        InstantSource time,
        MediaReader reader,
        SessionTable sessions,
        PlaybackPublisher publisher,
        StreamRegistry registry,
        PassThrough passThrough,
        Problems problems,
        GatewayStats stats,
        Limits limits) {

    /**
     * How long a stream waits for a byte.
     *
     * @param longest until it fails
     * @param passThroughAfter until it looks for signs of life
     */
    public record Limits(Duration longest, Duration passThroughAfter) {}
}
