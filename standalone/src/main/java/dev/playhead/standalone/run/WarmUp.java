package dev.playhead.standalone.run;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetClient;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
    /**
     * Longer than the gateway keeps what it has to tell of hits. A media that is forgotten before would be fetched again
     * for them, from an origin that is gone, beside the first viewer.
     */
    private static final Duration UNTIL_TOLD = Duration.ofMillis(150);

    /** A hit has a few KB: what is to be compiled is the way to them. */
    private static final int HIT_FROM = ZeroOrigin.LENGTH - 4096;

    private final Vertx vertx;
    private final HttpClient client;
    private final NetClient sockets;
    private final ZeroOrigin origin;
    private final Extent extent;
    private volatile long beginNanos;

    private WarmUp(Vertx vertx, ZeroOrigin origin, Extent extent) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
        this.sockets = vertx.createNetClient();
        this.origin = origin;
        this.extent = extent;
    }

    static Future<WarmUp> prepare(Vertx vertx, Extent extent) {
        return ZeroOrigin.start(vertx).map(origin -> new WarmUp(vertx, origin, extent));
    }

    /**
     * How much is played.
     *
     * @param folder of its media; no two warm-ups of one fleet share it
     * @param media of each player, one after the other
     * @param hits of each player behind that, of which a slow machine makes fewer: a method is compiled at its 256th call
     *     at the earliest
     * @param limit a start must not be held up for long by what only makes it better
     */
    record Extent(String folder, int media, int hits, Duration limit) {
        /** Most of what there is to win comes with the first few, and a start should not take longer. */
        static final Extent OF_ONE_PROCESS = new Extent("", 5, 200, Duration.ofSeconds(3));

        /** Each of four processes and more has its own code to compile, and a fleet starts seldom. */
        static Extent ofFleet(Duration limit) {
            return new Extent("/" + UUID.randomUUID(), 20, 100, limit);
        }

        private List<String> paths(int player) {
            return IntStream.range(player * media, (player + 1) * media)
                    .mapToObj(number -> folder + "/" + number + ".mp4")
                    .toList();
        }

        private List<URI> urls(URI gateway, int player) {
            return paths(player).stream()
                    .map(path -> URI.create(gateway + "/o/" + ORIGIN + path))
                    .toList();
        }
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
     *
     * @param gateway where to play, once there is something to play through
     */
    Future<Void> play(Future<URI> gateway, MediaCatalog catalog) {
        return gateway.compose(this::play)
                .timeout(extent.limit.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(problem -> {
                    LOG.atWarn().log("not warmed up, first answers will be slow: {}", reason(problem));
                    return null;
                })
                .compose(played -> close())
                .compose(closed -> vertx.timer(UNTIL_TOLD.toMillis(), TimeUnit.MILLISECONDS))
                .compose(told -> forget(catalog));
    }

    private Future<Void> play(URI gateway) {
        beginNanos = System.nanoTime();
        List<Future<Void>> players = IntStream.range(0, PLAYERS)
                .mapToObj(player -> play(extent.urls(gateway, player)))
                .toList();
        return Future.join(players).mapEmpty();
    }

    /** Has the store forget what a warm-up has played, or one that was cut off by a crash; never fails. */
    Future<Void> forget(MediaCatalog catalog) {
        List<Future<Boolean>> deletions = IntStream.range(0, PLAYERS)
                .boxed()
                .flatMap(player -> extent.paths(player).stream())
                .map(path -> catalog.delete(MediaId.of(ORIGIN, path)))
                .toList();
        return Future.join(deletions).<Void>mapEmpty().otherwiseEmpty();
    }

    Future<Void> close() {
        return client.close().eventually(sockets::close).eventually(origin::close);
    }

    private String reason(Throwable problem) {
        return problem instanceof TimeoutException
                ? "it takes longer than " + extent.limit.toSeconds() + " s"
                : problem.toString();
    }

    private Future<Void> play(List<URI> media) {
        Future<Void> played = Future.succeededFuture();
        for (URI one : media) {
            played = played.compose(before -> get(one));
        }
        return played.compose(cold -> hit(media, extent.hits));
    }

    private Future<Void> hit(List<URI> media, int times) {
        return times == 0 || isLate()
                ? Future.succeededFuture()
                : seek(media.get(times % media.size())).compose(again -> hit(media, times - 1));
    }

    /** Asks as a player does that seeks: it leaves before all has come. No HTTP client, which is half of the work. */
    private Future<Void> seek(URI media) {
        String request = "GET " + media.getRawPath() + " HTTP/1.1\r\nhost: " + media.getRawAuthority()
                + "\r\nrange: bytes=" + HIT_FROM + "-\r\n\r\n";
        Promise<Void> closed = Promise.promise();
        sockets.connect(media.getPort(), media.getHost())
                .onSuccess(socket -> {
                    socket.closeHandler(closed::tryComplete);
                    socket.handler(bytes -> socket.close());
                    socket.write(request);
                })
                .onFailure(closed::tryFail);
        return closed.future();
    }

    /** Whether hits have had their part of the time: the rest is for an end in good order. */
    private boolean isLate() {
        return System.nanoTime() - beginNanos > extent.limit.toNanos() * 3 / 4;
    }

    private Future<Void> get(URI media) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(media.toString())
                .putHeader("range", "bytes=0-");
        return client.request(request)
                .compose(sent -> sent.send().compose(HttpClientResponse::end))
                .mapEmpty();
    }
}
