package dev.playhead.gateway.io;

import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.security.Secrets;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams an answer straight from its origin to a player, and keeps nothing of it.
 *
 * <p>For when the pipeline cannot serve: nothing shows that it works, its store cannot take bytes, the answer must not be
 * kept, or the player brings a credential of its own. Counts against a cap of its own by origin. Redirects are the
 * player's to follow. Event loop only.
 */
public final class PassThrough {
    private static final Logger LOG = LoggerFactory.getLogger(PassThrough.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration BUSY_RETRY_AFTER = Duration.ofSeconds(1);
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    private final HttpClient client;
    private final Problems problems;
    private final GatewayStats stats;
    private final int maxPerOrigin;
    private final Duration patience;
    private final Map<OriginName, Integer> open = new HashMap<>();

    /**
     * Makes a pass-through with a client of its own.
     *
     * @param maxPerOrigin requests to one origin at a time
     * @param patience how long an origin may take to begin its answer; after that the player's idle timeout counts, as it may pause
     */
    public PassThrough(Vertx vertx, Problems problems, GatewayStats stats, int maxPerOrigin, Duration patience) {
        this.problems = problems;
        this.stats = stats;
        this.maxPerOrigin = maxPerOrigin;
        this.patience = patience;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                        .setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(Math.max(1, maxPerOrigin)));
    }

    /** Answers a GET or HEAD from its origin; nothing of the answer may have been sent. */
    void serve(HttpServerRequest player, OriginCall call) {
        int others = open.getOrDefault(call.name(), 0);
        if (others >= maxPerOrigin) {
            problems.unavailable(
                    player.response(),
                    "origin " + call.name() + " is asked directly by " + others + " others",
                    BUSY_RETRY_AFTER);
            return;
        }
        open.put(call.name(), others + 1);
        stats.passedThrough();
        new Exchange(player, call)
                .run()
                .onFailure(cause -> LOG.atDebug()
                        .addKeyValue(LogKeys.ORIGIN, call.name())
                        .addKeyValue(LogKeys.REASON, Secrets.maskUrl(String.valueOf(cause)))
                        .log("a pass-through failed"))
                .onComplete(ended -> open.merge(call.name(), -1, Integer::sum));
    }

    public Future<Void> close() {
        return client.close();
    }

    /** One request, from the player's to the origin's answer's last byte. */
    private final class Exchange {
        private final HttpServerRequest player;
        private final HttpServerResponse response;
        private final OriginCall call;
        private boolean gone;

        Exchange(HttpServerRequest player, OriginCall call) {
            this.player = player;
            this.response = player.response();
            this.call = call;
        }

        /** Succeeds when the answer is sent, fails when it could not be; the player has its answer then, or is gone. */
        Future<Void> run() {
            return client.request(options()).compose(this::exchange).recover(cause -> fail(cause)
                    .compose(ignored -> Future.failedFuture(cause)));
        }

        private RequestOptions options() {
            URI url = call.origin().url();
            boolean secure = "https".equals(url.getScheme());
            int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
            return new RequestOptions()
                    .setMethod(player.method())
                    .setHost(url.getHost())
                    .setPort(port)
                    .setSsl(secure)
                    .setURI(call.requestTarget())
                    .setFollowRedirects(false)
                    .setIdleTimeout(patience.toMillis())
                    .setHeaders(ForwardedHeaders.toOrigin(
                            player.headers(), call.origin().headers()));
        }

        private Future<Void> exchange(HttpClientRequest request) {
            response.closeHandler(closed -> abandon(request));
            response.exceptionHandler(closed -> abandon(request));
            return gone || response.closed()
                    ? request.reset().mapEmpty()
                    : request.send().compose(this::relay);
        }

        private void abandon(HttpClientRequest request) {
            gone = true;
            request.reset();
        }

        private Future<Void> relay(HttpClientResponse answer) {
            response.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
            response.headers().setAll(ForwardedHeaders.toPlayer(answer.headers()));
            response.putHeader(ResponseHead.CACHE_STATUS, "playhead; fwd=bypass");
            boolean sized = answer.headers().contains("content-length");
            if (!sized && !ForwardedHeaders.isBodiless(player.method(), answer.statusCode())) {
                response.setChunked(true);
            }
            return answer.pipe().endOnFailure(false).to(response);
        }

        private Future<Void> fail(Throwable cause) {
            if (gone || response.closed() || response.ended()) {
                return Future.succeededFuture();
            }
            if (response.headWritten()) {
                stats.broken();
                return response.reset();
            }
            boolean late = cause instanceof TimeoutException;
            problems.send(
                    response,
                    late ? GATEWAY_TIMEOUT : BAD_GATEWAY,
                    "origin " + call.name() + (late ? " gave no answer in time" : " could not be reached"));
            return Future.succeededFuture();
        }
    }
}
