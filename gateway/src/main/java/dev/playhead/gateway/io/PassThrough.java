package dev.playhead.gateway.io;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.gateway.core.fresh.CacheFields;
import dev.playhead.gateway.io.direct.DirectFeeds;
import dev.playhead.gateway.io.direct.OriginSlots;
import dev.playhead.gateway.io.fresh.Validations;
import dev.playhead.gateway.io.proxy.Exchange;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Streams an answer straight from its origin to a player, and keeps nothing of it.
 *
 * <p>For when the pipeline cannot serve: nothing shows that it works, its store cannot take bytes, the answer must not be
 * kept, or the player brings a credential of its own. Counts against a cap of its own by origin. Redirects are the
 * player's to follow. Event loop only.
 */
public final class PassThrough {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration BUSY_RETRY_AFTER = Duration.ofSeconds(1);

    private final HttpClient client;
    private final Problems problems;
    private final GatewayStats stats;
    private final OriginFailures failures;
    private final OriginSlots slots;
    private final DirectFeeds feeds;
    private final Duration patience;

    /**
     * Makes a pass-through with a client of its own.
     *
     * @param maxPerOrigin requests to one origin at a time
     * @param patience how long an origin may take to begin its answer; after that the player's idle timeout counts, as it may pause
     */
    public PassThrough(Vertx vertx, Problems problems, GatewayStats stats, int maxPerOrigin, Duration patience) {
        this.problems = problems;
        this.stats = stats;
        this.failures = new OriginFailures(problems, stats);
        this.slots = new OriginSlots(maxPerOrigin);
        this.patience = patience;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                        .setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(Math.max(1, maxPerOrigin)));
        this.feeds = new DirectFeeds(vertx, client, slots, patience, stats::passedThrough);
    }

    /** What streams share that keep their head and go on without the pipeline; they count against the same cap. */
    DirectFeeds feeds() {
        return feeds;
    }

    /** What asks whether stored versions still hold; its requests count against the same cap. */
    public Validations validations(MediaCatalog store, InstantSource time) {
        return new Validations(client, slots, store, time);
    }

    /** Answers a GET or HEAD from its origin; nothing of the answer may have been sent. */
    void serve(HttpServerRequest player, OriginCall call) {
        if (!slots.take(call.name())) {
            problems.unavailable(
                    player.response(),
                    "origin " + call.name() + " is asked directly by " + slots.taken(call.name()) + " others",
                    BUSY_RETRY_AFTER);
            return;
        }
        stats.passedThrough();
        RequestOptions options = call.options(player.method())
                .setIdleTimeout(patience.toMillis())
                .setHeaders(ForwardedHeaders.toOrigin(
                        player.headers(), call.origin().headersForViewers()));
        Exchange exchange = new Exchange(player, client, options, answer -> toPlayer(call, answer)).judged();
        exchange.run()
                .onFailure(cause -> failures.answer(exchange, player.response(), call.name(), cause))
                .onComplete(ended -> slots.release(call.name()));
    }

    public Future<Void> close() {
        return client.close();
    }

    private static MultiMap toPlayer(OriginCall call, MultiMap answer) {
        return call.headers().toPlayer(answer).set(ResponseHead.CACHE_STATUS, CacheFields.BYPASS.status());
    }
}
