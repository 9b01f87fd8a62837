package dev.playhead.gateway.io;

import dev.playhead.common.bytes.MediaReader;
import dev.playhead.common.bytes.socket.PageWindows;
import dev.playhead.gateway.core.session.SessionTable;
import dev.playhead.gateway.core.stream.Patience;
import dev.playhead.gateway.io.direct.FallbackReads;
import dev.playhead.gateway.io.fresh.Freshener;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What every stream of a gateway shares.
 *
 * @param limits how long streams wait
 * @param writeStall how long a player may take nothing
 */
public record StreamServices(
        Vertx vertx,
        InstantSource time,
        MediaReader reader,
        SessionTable sessions,
        PlaybackPublisher publisher,
        StreamRegistry registry,
        PassThrough passThrough,
        Admissions admissions,
        Freshener freshener,
        Problems problems,
        GatewayStats stats,
        PageWindows pages,
        Patience.Limits limits,
        Duration writeStall) {

    /**
     * Opens the read of one stream.
     *
     * @param unfit told when the origin's answer cannot stand in for the media's bytes
     */
    StreamRead open(PlayerRequest request, Runnable unfit) {
        FallbackReads reads = new FallbackReads(
                reader,
                request.media(),
                request.origin().map(call -> call.media(request.media())),
                passThrough.feeds(),
                freshener,
                time,
                unfit);
        return new StreamRead(reads, request.query().wish());
    }
}
