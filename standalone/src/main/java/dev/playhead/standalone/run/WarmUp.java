package dev.playhead.standalone.run;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays small media of an origin of its own through the whole pipeline before the first viewer comes, who would else pay
 * for the loading and compiling of the code: 0.4 s to a first byte instead of some tens of milliseconds.
 *
 * <p>What it played is forgotten by the store afterwards. See docs/decisions/0007-warm-before-ready.md.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final OriginName ORIGIN = new OriginName("playhead-warm-up");
    /** Players side by side: as many as keep the machine busy while each waits for its hops. */
    private static final int PLAYERS = 4;
    /** Media a player plays: most of what there is to win comes with the first few, and a start should not take longer. */
    private static final int MEDIA = 5;
    /** Hits of each media: they cost a start little, and a method is compiled once it was called two hundred times. */
    private static final int HITS = 10;
    /** A start must not be held up by what only makes it better. */
    private static final Duration LIMIT = Duration.ofSeconds(3);
    /**
     * Longer than the gateway keeps what it has to tell of hits. A media that is forgotten before would be fetched again
     * for them, from an origin that is gone, beside the first viewer.
     */
    private static final Duration UNTIL_TOLD = Duration.ofMillis(150);

    private final Vertx vertx;
    private final HttpClient client;
    private final ZeroOrigin origin;

    private WarmUp(Vertx vertx, ZeroOrigin origin) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
        this.origin = origin;
    }

    static Future<WarmUp> prepare(Vertx vertx) {
        return ZeroOrigin.start(vertx).map(origin -> new WarmUp(vertx, origin));
    }

    /** Returns the origins and the one that is played. */
    Map<OriginName, OriginConfig> among(Map<OriginName, OriginConfig> origins) {
        Map<OriginName, OriginConfig> all = new HashMap<>(origins);
        all.put(ORIGIN, new OriginConfig(ORIGIN, URI.create(origin.url()), Map.of(), List.of(), PLAYERS));
        return all;
    }

    /**
     * Plays, and has the store forget what was played: after the origin has closed, as a span that was still under way
     * would bring its media back. Succeeds in bounded time, whatever happens; ends this warm-up.
     */
    Future<Void> play(URI gateway, MediaCatalog catalog) {
        return play(gateway)
                .compose(played -> vertx.timer(UNTIL_TOLD.toMillis(), TimeUnit.MILLISECONDS))
                .compose(told -> forget(catalog));
    }

    private Future<Void> play(URI gateway) {
        List<Future<Void>> players = IntStream.range(0, PLAYERS)
                .mapToObj(player -> play(gateway, player * MEDIA, (player + 1) * MEDIA))
                .toList();
        return Future.join(players)
                .timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .<Void>mapEmpty()
                .otherwise(problem -> {
                    LOG.atWarn().log("not warmed up, first answers will be slow: {}", reason(problem));
                    return null;
                })
                .compose(played -> close());
    }

    /** Has the store forget what a warm-up has played, or one that was cut off by a crash; never fails. */
    static Future<Void> forget(MediaCatalog catalog) {
        List<Future<Boolean>> deletions = IntStream.range(0, PLAYERS * MEDIA)
                .mapToObj(number -> catalog.delete(MediaId.of(ORIGIN, path(number))))
                .toList();
        return Future.join(deletions).<Void>mapEmpty().otherwiseEmpty();
    }

    Future<Void> close() {
        return client.close().eventually(origin::close);
    }

    private static String reason(Throwable problem) {
        return problem instanceof TimeoutException
                ? "it takes longer than " + LIMIT.toSeconds() + " s"
                : problem.toString();
    }

    private Future<Void> play(URI gateway, int next, int end) {
        if (next == end) {
            return Future.succeededFuture();
        }
        String url = gateway + "/o/" + ORIGIN + path(next);
        return get(url, "bytes=0-").compose(cold -> hit(url, HITS)).compose(hot -> play(gateway, next + 1, end));
    }

    private Future<Void> hit(String url, int times) {
        return times == 0
                ? Future.succeededFuture()
                : get(url, "bytes=300000-301023").compose(again -> hit(url, times - 1));
    }

    private static String path(int number) {
        return "/" + number + ".mp4";
    }

    private Future<Void> get(String url, String range) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url)
                .putHeader("range", range);
        return client.request(request)
                .compose(sent -> sent.send().compose(HttpClientResponse::end))
                .mapEmpty();
    }
}
