package dev.playhead.common.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/**
 * The HTTP server of a service for its operators: health, and what else is mounted.
 *
 * <p>{@code GET /health/live} answers 200 as long as the process answers at all; {@code GET /health/ready} answers 200 or
 * 503 and names each condition and why it does not hold. Thread-safe.
 */
public final class ManagementServer {
    public static final String LIVE = "/health/live";
    public static final String READY = "/health/ready";

    private final HttpServer server;

    private ManagementServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to listen.
     *
     * @param address host and port; port 0 takes a free one
     * @param routes mounts further routes
     * @return succeeds when the port is open; fails with {@link java.net.BindException} when it cannot be had
     */
    public static Future<ManagementServer> start(
            Vertx vertx, SocketAddress address, Readiness readiness, Consumer<Router> routes) {
        Router router = Router.router(vertx);
        router.get(LIVE).handler(context -> send(context, 200, new JsonObject().put("live", true)));
        router.get(READY).handler(context -> readiness
                .report()
                .onSuccess(report -> send(context, report.isReady() ? 200 : 503, report.toJson()))
                .onFailure(context::fail));
        routes.accept(router);
        // Clients that offer HTTP/2 by an upgrade break off where much follows at once: docs/decisions/0032.
        HttpServerOptions options = new HttpServerOptions().setIdleTimeout(60).setHttp2ClearTextEnabled(false);
        return vertx.createHttpServer(options)
                .requestHandler(router)
                .listen(address)
                .map(ManagementServer::new);
    }

    /** Returns the port it listens on. */
    public int port() {
        return server.actualPort();
    }

    public Future<Void> close() {
        return server.close();
    }

    private static void send(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(body.toBuffer());
    }
}
