package dev.playhead.standalone.run;

import dev.playhead.common.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
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
        ZeroOrigin origin = await(ZeroOrigin.start(vertx));
        Standalone playhead = new Standalone(configuration.apply(data, origin.url()));
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
        return get(film, "bytes=100000-", ZeroOrigin.LENGTH - 100_000)
                .compose(cold -> get(film, "bytes=150000-249999", 100_000))
                .compose(hot -> get(film, "bytes=0-", ZeroOrigin.LENGTH))
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
