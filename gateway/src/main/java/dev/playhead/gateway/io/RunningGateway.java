package dev.playhead.gateway.io;

import dev.playhead.common.bytes.socket.PageWindows;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * The parts of a gateway that are opened and closed.
 *
 * @param standIn what it has besides when it stands in for an origin
 */
public record RunningGateway(
        PlayerServer server,
        Optional<StandIn> standIn,
        StreamRegistry registry,
        PlaybackPublisher publisher,
        PipelineFeed feed,
        PassThrough passThrough,
        Admissions admissions,
        PageWindows pages) {

    /** Succeeds when players can connect. */
    public Future<Void> open() {
        return standIn.map(StandIn::open).orElseGet(Future::succeededFuture).compose(open -> server.listen());
    }

    /** Lets open responses drain, ends what is left of them, then closes what they needed; each step is attempted. */
    public Future<Void> close() {
        return server.drain()
                .eventually(() -> {
                    registry.stopAll();
                    publisher.flush();
                    return feed.close();
                })
                .eventually(passThrough::close)
                .eventually(admissions::close)
                .eventually(() -> standIn.map(StandIn::close).orElseGet(Future::succeededFuture))
                .onComplete(closed -> pages.close());
    }
}
