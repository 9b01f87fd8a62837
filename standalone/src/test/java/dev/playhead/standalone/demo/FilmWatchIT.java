package dev.playhead.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.standalone.demo.ChunkMap.Playhead;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against answers as the gateway's API gives them. */
final class FilmWatchIT {
    private static final DemoVideo FILM = new DemoVideo(Path.of("film.mp4"), 1000, Duration.ofMinutes(1));

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, String> answers = new HashMap<>();
    private FilmWatch watch;

    @BeforeEach
    void start() throws Exception {
        HttpServer gateway = finish(vertx.createHttpServer()
                .requestHandler(request -> Optional.ofNullable(answers.get(request.path()))
                        .ifPresentOrElse(
                                body -> request.response().end(body),
                                () -> request.response().setStatusCode(503).end()))
                .listen(0, "127.0.0.1"));
        watch = new FilmWatch(vertx, URI.create("http://127.0.0.1:" + gateway.actualPort()), FILM);
    }

    @AfterEach
    void stop() throws Exception {
        finish(vertx.close());
    }

    @Test
    void readsChunksAndPlayheadsOfTheFilmAlone() throws Exception {
        // Given
        answers.put(
                "/api/media",
                "{'media':[{'id':'demo/x','origin':'demo','path':'/'},{'id':'demo/y','origin':'demo','path':'/film.mp4'}]}"
                        .replace('\'', '"'));
        answers.put("/api/media/demo/y", "{\"length\":1000,\"readable\":[[0,100],[500,600]]}");
        answers.put("/api/sessions", new JsonObject("""
                {"streams":[{"media":"demo/y","position":50,"waiting":true},{"media":"demo/x","position":7,"waiting":false},
                            {"media":"demo/y","position":null,"waiting":false}]}""").encode());

        // When
        Optional<ChunkMap> seen = finish(watch.look());

        // Then
        assertThat(seen)
                .hasValue(new ChunkMap(
                        "film.mp4",
                        1000,
                        ByteRanges.of(new ByteRange(0, 100), new ByteRange(500, 600)),
                        List.of(new Playhead(50, true)),
                        FILM.duration()));
    }

    @Test
    void seesNothingBeforeSomebodyAsksForTheFilm() throws Exception {
        // Given
        answers.put("/api/media", "{\"media\":[]}");

        // Then
        assertThat(finish(watch.look())).isEmpty();
    }

    @Test
    void failsWhileTheGatewayDoes() {
        assertThatThrownBy(() -> finish(watch.look())).isInstanceOf(ExecutionException.class);
    }

    private static <T> T finish(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
