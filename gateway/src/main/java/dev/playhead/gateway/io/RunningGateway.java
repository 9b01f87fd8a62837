package dev.playhead.gateway.io;

import io.vertx.core.Future;

/** The parts of a gateway that must be closed. */
public record RunningGateway(PlayerServer server, StreamRegistry registry, PipelineFeed feed, PassThrough passThrough) {

    /** Lets open responses drain, ends what is left of them, then closes what they needed; each step is attempted. */
    public Future<Void> close() {
        return server.drain()
                .eventually(() -> {
                    registry.stopAll();
                    return feed.close();
                })
                .eventually(passThrough::close);
    }
}
