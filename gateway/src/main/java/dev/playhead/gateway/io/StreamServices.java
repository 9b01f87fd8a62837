package dev.playhead.gateway.io;

import dev.playhead.common.bytes.MediaReader;
import dev.playhead.gateway.core.session.SessionTable;
import dev.playhead.gateway.core.stream.Patience;
import io.vertx.core.Vertx;
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
        Patience.Limits limits) {}
