package dev.playhead.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The slow origin over real sockets. */
final class DemoOriginIT {
    private static final Slowness SLOW = new Slowness(Duration.ofMillis(100), 1_000_000);

    @TempDir
    static Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private DemoVideo film;
    private DemoOrigin origin;

    @BeforeEach
    void start() throws Exception {
        film = DemoVideo.in(directory, 2);
        origin = new DemoOrigin(film, SLOW, "127.0.0.1", 0);
        finish(vertx.deployVerticle(origin));
    }

    @AfterEach
    void stop() throws Exception {
        finish(vertx.close());
    }

    @Test
    void sendsTheBytesAskedForNoFasterThanItIs() throws Exception {
        // Given
        byte[] content = Files.readAllBytes(film.file());

        // When
        long began = System.nanoTime();
        HttpResponse<byte[]> response =
                client.send(get("/film.mp4", "range", "bytes=1000-300999"), BodyHandlers.ofByteArray());
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        // Then
        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.headers().firstValue("content-range")).hasValue("bytes 1000-300999/" + content.length);
        assertThat(response.headers().firstValue("content-type")).hasValue("video/mp4");
        assertThat(response.body()).isEqualTo(Arrays.copyOfRange(content, 1000, 301_000));
        assertThat(took)
                .isGreaterThan(Duration.ofMillis(330)); // 100 to the first byte, 300 for the rest, less the catch-up
        assertThat(origin.bytes()).isEqualTo(300_000);
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        // When
        HttpResponse<byte[]> response = client.send(
                request("/film.mp4")
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofByteArray());

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-length")).hasValue(Long.toString(film.size()));
        assertThat(response.headers().firstValue("accept-ranges")).hasValue("bytes");
        assertThat(response.headers().firstValue("etag")).isPresent();
        assertThat(response.headers().firstValue("last-modified")).isPresent();
        assertThat(origin.bytes()).isZero();
    }

    @Test
    void refusesARangeBehindTheEnd() throws Exception {
        // When
        HttpResponse<byte[]> response =
                client.send(get("/film.mp4", "range", "bytes=" + film.size() + "-"), BodyHandlers.ofByteArray());

        // Then
        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(response.headers().firstValue("content-range")).hasValue("bytes */" + film.size());
    }

    @Test
    void servesAPageThatPlaysTheFilm() throws Exception {
        // When
        HttpResponse<String> response = client.send(request("/").build(), BodyHandlers.ofString());

        // Then
        assertThat(response.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(response.body()).contains("src=\"" + DemoVideo.NAME + "\"");
    }

    @Test
    void servesThePageInPartsToo() throws Exception {
        // Given
        HttpResponse<String> whole = client.send(request("/").build(), BodyHandlers.ofString());
        String etag = whole.headers().firstValue("etag").orElseThrow();

        // When
        HttpResponse<String> part =
                client.send(get("/", "range", "bytes=9-13", "if-range", etag), BodyHandlers.ofString());

        // Then
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(whole.body().substring(9, 14));
    }

    @Test
    void knowsNothingElse() throws Exception {
        assertThat(client.send(request("/../etc/passwd").build(), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.send(request("/film.mp4").DELETE().build(), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void stopsSendingWhenTheClientGoes() throws Exception {
        // Given
        HttpResponse<InputStream> response = client.send(request("/film.mp4").build(), BodyHandlers.ofInputStream());
        assertThat(response.body().readNBytes(10_000)).hasSize(10_000);

        // When
        response.body().close();

        // Then
        await().during(300, TimeUnit.MILLISECONDS).atMost(5, TimeUnit.SECONDS).until(this::bytesSettle);
        assertThat(origin.bytes()).isLessThan(film.size());
        assertThat(origin.requests()).isEqualTo(1);
    }

    private long last = -1;

    private boolean bytesSettle() {
        long before = last;
        last = origin.bytes();
        return before == last;
    }

    private HttpRequest get(String path, String... headers) {
        return request(path).headers(headers).build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + origin.actualPort() + path));
    }

    private static void finish(Future<?> future) throws IOException {
        try {
            future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
