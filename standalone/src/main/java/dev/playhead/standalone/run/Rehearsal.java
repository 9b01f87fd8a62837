package dev.playhead.standalone.run;

import dev.playhead.common.config.Config;
import dev.playhead.common.http.ContentRange;
import dev.playhead.common.model.ByteRange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A whole life of Playhead in a few seconds, against an origin of its own: start, a cold range, a hot one, the whole, a
 * look at health and status, stop.
 */
public final class Rehearsal {
    private static final String PATH = "/film.mp4";
    private static final int LENGTH = 2 * 1024 * 1024;
    private static final Buffer FILM = Buffer.buffer(new byte[LENGTH]);
    private static final int PERIOD_MILLIS = 20;
    private static final int LIMIT_SECONDS = 60;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();

    private Rehearsal() {}

    /**
     * Plays. Blocks.
     *
     * @param configuration given the data directory and the origin's URL; must take free ports
     * @throws StartException when it cannot start, or does not play as it should
     */
    public static void play(BiFunction<Path, String, Config> configuration) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("playhead-rehearsal");
        Rehearsal rehearsal = new Rehearsal();
        try {
            rehearsal.run(configuration, data);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartException("rehearsal: " + (e.getCause() == null ? e : e.getCause()), e);
        } finally {
            rehearsal.vertx.close();
            delete(data);
        }
    }

    private void run(BiFunction<Path, String, Config> configuration, Path data)
            throws InterruptedException, ExecutionException, TimeoutException {
        HttpServer origin =
                await(vertx.createHttpServer().requestHandler(Rehearsal::answer).listen(0, "127.0.0.1"));
        Standalone playhead = new Standalone(configuration.apply(data, "http://127.0.0.1:" + origin.actualPort()));
        try {
            await(playhead.start().compose(started -> ready(playhead)).compose(ready -> watch(playhead)));
        } finally {
            await(playhead.close());
        }
    }

    private Future<Void> ready(Instance playhead) {
        return playhead.readiness()
                .report()
                .compose(report -> report.isReady()
                        ? Future.succeededFuture()
                        : vertx.timer(PERIOD_MILLIS, TimeUnit.MILLISECONDS).compose(later -> ready(playhead)));
    }

    private Future<Void> watch(Standalone playhead) {
        URI gateway = playhead.url().orElseThrow();
        String film = gateway + "/o/rehearsal" + PATH;
        return get(film, "bytes=1000000-", LENGTH - 1_000_000)
                .compose(cold -> get(film, "bytes=1500000-1599999", 100_000))
                .compose(hot -> get(film, "bytes=0-", LENGTH))
                .compose(whole -> get(film, "bytes=-1000", 1000))
                .mapEmpty();
    }

    private Future<Buffer> get(String url, String range, int expected) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url)
                .putHeader("range", range);
        return client.request(request)
                .compose(sent -> sent.send().compose(HttpClientResponse::body))
                .compose(body -> body.length() == expected
                        ? Future.succeededFuture(body)
                        : Future.failedFuture("got " + body.length() + " bytes for " + range));
    }

    /** The origin: one film of zeros, single ranges with an end as fetchers send them, and open ones. */
    private static void answer(HttpServerRequest request) {
        String[] bounds = request.getHeader("range").replaceFirst("bytes=", "").split("-", 2);
        long start = bounds[0].isEmpty() ? LENGTH - Long.parseLong(bounds[1]) : Long.parseLong(bounds[0]);
        long end = bounds[0].isEmpty() || bounds[1].isEmpty() ? LENGTH : Long.parseLong(bounds[1]) + 1;
        ByteRange range = new ByteRange(start, Math.min(end, LENGTH));
        request.response()
                .setStatusCode(206)
                .putHeader("etag", "\"rehearsal\"")
                .putHeader("content-type", "video/mp4")
                .putHeader("content-range", new ContentRange(range, LENGTH).toHeader())
                .end(FILM.slice((int) range.start(), (int) range.end()));
    }

    private static <T> T await(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private static void delete(Path directory) throws IOException {
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(directory)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.deleteIfExists(path);
        }
    }
}
