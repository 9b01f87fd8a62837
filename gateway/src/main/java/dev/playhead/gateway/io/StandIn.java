package dev.playhead.gateway.io;

import dev.playhead.common.config.OriginConfig;
import dev.playhead.gateway.GatewayConfig;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;

/**
 * What a gateway that stands in for one origin has besides: the handler that takes all of its players' requests, and a
 * loopback port for the routes that had to give way, which the management port relays to. Event loop only.
 */
public final class StandIn {
    private final TransparentHandler players;
    private final OriginProxy proxy;
    private final HttpServer ownRoutes;

    /** @param own answers our own routes */
    public StandIn(Vertx vertx, OriginConfig origin, GatewayConfig config, PlayerHandler own, StreamServices services) {
        this.proxy = new OriginProxy(
                vertx, origin, services.problems(), services.stats(), config.proxyMax(), config.idleTimeout());
        this.players = new TransparentHandler(origin, config.maxTargetSize().bytes(), own, proxy, services);
        this.ownRoutes = vertx.createHttpServer().requestHandler(own);
    }

    /** Takes every request of players. */
    public Handler<HttpServerRequest> players() {
        return players;
    }

    public Future<Void> open() {
        return ownRoutes.listen(0, "127.0.0.1").mapEmpty();
    }

    /** Returns where our own routes are answered, once open. */
    public URI ownRoutes() {
        return URI.create("http://127.0.0.1:" + ownRoutes.actualPort());
    }

    public Future<Void> close() {
        return ownRoutes.close().eventually(proxy::close);
    }
}
