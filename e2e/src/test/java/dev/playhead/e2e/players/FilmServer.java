package dev.playhead.e2e.players;

import dev.playhead.standalone.demo.DemoVideo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A server with a real film, a page that plays it and seeks in it, and an ear for what the page tells. Thread-safe. */
final class FilmServer implements AutoCloseable {
    /** Four minutes in 7.5 MB: far enough to seek, short enough to decode whole. */
    private static final int LOOPS = 10;

    private final Vertx vertx = Vertx.vertx();
    private final DemoVideo film;
    private final byte[] page;
    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private FilmServer(Path directory) throws IOException {
        film = DemoVideo.in(directory, LOOPS);
        try (InputStream in = FilmServer.class.getResourceAsStream("/players/page.html")) {
            page = Objects.requireNonNull(in, "page").readAllBytes();
        }
        server = await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
    }

    static FilmServer start(Path directory) throws IOException {
        return new FilmServer(directory);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    Path file() {
        return film.file();
    }

    Duration duration() {
        return film.duration();
    }

    /** What the page has told, in order. */
    List<String> reports() {
        return reports;
    }

    /** The requests that reached it, each as {@code GET /path}. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private void answer(HttpServerRequest request) {
        requests.add(request.method() + " " + request.path());
        HttpServerResponse response = request.response();
        switch (request.path()) {
            case "/" -> response.putHeader("content-type", "text/html").end(Buffer.buffer(page));
            case "/film.mp4" -> sendFilm(request);
            case "/report" ->
                request.body().onSuccess(body -> {
                    reports.add(body.toString());
                    response.setStatusCode(204).end();
                });
            default -> response.setStatusCode(404).end();
        }
    }

    private void sendFilm(HttpServerRequest request) {
        HttpServerResponse response = request.response()
                .putHeader("content-type", "video/mp4")
                .putHeader("accept-ranges", "bytes")
                .putHeader("etag", "\"film\"");
        @Nullable String range = request.getHeader("range");
        if (range == null) {
            response.sendFile(film.file().toString());
            return;
        }
        String[] bounds = range.replace("bytes=", "").split("-", 2);
        boolean suffix = bounds[0].isEmpty();
        long start = suffix ? film.size() - Long.parseLong(bounds[1]) : Long.parseLong(bounds[0]);
        long last =
                suffix || bounds[1].isEmpty() ? film.size() - 1 : Math.min(film.size() - 1, Long.parseLong(bounds[1]));
        response.setStatusCode(206)
                .putHeader("content-range", "bytes " + start + "-" + last + "/" + film.size())
                .sendFile(film.file().toString(), start, last - start + 1);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the server did not react within 10 s", e);
        }
    }
}
