package dev.playhead.gateway.io;

import dev.playhead.common.config.OriginConfig;
import dev.playhead.gateway.core.fresh.CacheFields;
import dev.playhead.gateway.io.proxy.Exchange;
import dev.playhead.gateway.io.proxy.ProxyHeaders;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Proxies whatever a player asks of an origin besides media: any method, any body, upgraded connections. Keeps nothing.
 * Event loop only.
 *
 * <p>See docs/decisions/0009-a-proxy-of-our-own.md.
 */
final class OriginProxy {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration BUSY_RETRY_AFTER = Duration.ofSeconds(1);
    /** Below the idle limits of common servers, so that a kept connection is rarely closed as it is used. */
    private static final int KEEP_ALIVE_SECONDS = 30;

    private static final int MAX_HEADER_SIZE = 64 * 1024;

    private final OriginConfig origin;
    private final ProxyHeaders headers;
    private final HttpClient client;
    private final Problems problems;
    private final OriginFailures failures;
    private final int max;
    private int open;

    /**
     * Opens no connection yet.
     *
     * @param max connections at a time
     * @param idle how long nothing may move on one; zero for ever
     */
    OriginProxy(Vertx vertx, OriginConfig origin, Problems problems, GatewayStats stats, int max, Duration idle) {
        this.origin = origin;
        this.headers = new ProxyHeaders(origin, "");
        this.problems = problems;
        this.failures = new OriginFailures(problems, stats);
        this.max = max;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setMaxHeaderSize(MAX_HEADER_SIZE)
                        .setIdleTimeout((int) idle.toMillis())
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(max));
    }

    /**
     * Proxies a request.
     *
     * @param target below the origin's URL, as it came
     */
    void serve(HttpServerRequest player, String target) {
        if (open >= max) {
            problems.unavailable(
                    player.response(),
                    "origin " + origin.name() + " has " + open + " proxied requests",
                    BUSY_RETRY_AFTER);
            return;
        }
        open++;
        OriginCall call = new OriginCall(origin, target, "");
        Exchange exchange = new Exchange(
                        player,
                        client,
                        call.options(player.method()).setHeaders(headers.toOrigin(player)),
                        answer -> toPlayer(player.method(), answer))
                .judged();
        exchange.run()
                .onFailure(cause -> failures.answer(exchange, player.response(), origin.name(), cause))
                .onComplete(ended -> open--);
    }

    Future<Void> close() {
        return client.close();
    }

    private MultiMap toPlayer(HttpMethod method, MultiMap answer) {
        boolean read = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        return headers.toPlayer(answer)
                .add(ResponseHead.CACHE_STATUS, read ? CacheFields.BYPASS.status() : "playhead; fwd=method");
    }
}
