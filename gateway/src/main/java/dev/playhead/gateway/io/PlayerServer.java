package dev.playhead.gateway.io;

import dev.playhead.common.log.LogKeys;
import dev.playhead.gateway.GatewayConfig;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server for players. Event loop only. */
public final class PlayerServer {
    private static final Logger LOG = LoggerFactory.getLogger(PlayerServer.class);

    /** Each may have a piece of a file in memory; a browser opens six connections where it has no HTTP/2. */
    private static final int STREAMS = 32;

    /** Connections that wait to be accepted: what one event loop takes up in a quarter of a second. More come again in a second. */
    private static final int BACKLOG = 256;

    private final HttpServer server;
    private final GatewayConfig config;
    private final Problems problems;
    private int open;

    public PlayerServer(Vertx vertx, GatewayConfig config, Problems problems, Handler<HttpServerRequest> handler) {
        this.config = config;
        this.problems = problems;
        this.server = vertx.createHttpServer(options(config))
                .requestHandler(handler)
                .connectionHandler(this::connected)
                .invalidRequestHandler(this::invalid);
    }

    private static HttpServerOptions options(GatewayConfig config) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.bind())
                .setPort(config.port())
                .setTcpKeepAlive(true)
                .setAcceptBacklog(BACKLOG)
                .setSendBufferSize((int) config.sendBuffer().bytes())
                // WebSockets are passed on as they are: no request has to pay for the handlers of their compression.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxHeaderSize((int) config.maxHeaderSize().bytes())
                // Twice the limit, so that a target beyond it still gets an answer that says so.
                .setMaxInitialLineLength((int) (2 * config.maxTargetSize().bytes()))
                .setIdleTimeout((int) config.idleTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setHttp2ClearTextEnabled(config.connections().clearTextHttp2());
        config.connections().tls().ifPresent(tls -> options.setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(tls.certificate().toString())
                        .addKeyPath(tls.key().toString())));
        options.getInitialSettings().setMaxConcurrentStreams(STREAMS).setMaxHeaderListSize((int)
                config.maxHeaderSize().bytes());
        return options;
    }

    /** Succeeds when players can connect; fails with a message that names the address when they cannot. */
    public Future<Void> listen() {
        return server.listen()
                .onSuccess(listening -> LOG.atInfo()
                        .addKeyValue(LogKeys.ADDRESS, config.bind() + ":" + listening.actualPort())
                        .log("gateway listens for players"))
                .recover(cause -> Future.failedFuture(new IllegalStateException(
                        "gateway cannot listen on " + config.bind() + ":" + config.port() + " ("
                                + GatewayConfig.BIND.name() + ", " + GatewayConfig.PORT.name() + "): "
                                + cause.getMessage(),
                        cause)))
                .mapEmpty();
    }

    public int actualPort() {
        return server.actualPort();
    }

    /** Accepts nobody any more, and lets open responses go on for a while; succeeds when all connections are closed. */
    public Future<Void> drain() {
        return server.shutdown(config.drain().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void connected(HttpConnection connection) {
        open++;
        connection.closeHandler(closed -> open--);
        if (open > config.connections().maxConnections()) {
            LOG.atDebug()
                    .addKeyValue(LogKeys.ADDRESS, connection.remoteAddress())
                    .log("too many connections");
            connection.close();
        }
    }

    private void invalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            problems.send(request.response(), 414, "the request target is longer than " + config.maxTargetSize());
        } else if (cause instanceof TooLongHttpHeaderException) {
            problems.send(request.response(), 431, "the request's head is longer than " + config.maxHeaderSize());
        } else {
            problems.send(request.response(), 400, "the request is not HTTP");
        }
        request.connection().close();
    }
}
