package dev.playhead.store;

import static dev.playhead.store.TestStore.CHUNK;
import static dev.playhead.store.TestStore.content;
import static dev.playhead.store.TestStore.head;
import static dev.playhead.store.TestStore.media;
import static dev.playhead.store.TestStore.result;
import static dev.playhead.store.TestStore.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.bytes.http.HttpStore;
import dev.playhead.common.bytes.http.StoreProtocol;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wire, as a client that is not ours sees it. */
class StoreHttpIT {
    private static final long LENGTH = 3 * CHUNK + 5;
    private static final MediaVersion V1 = version(1, LENGTH);
    private static final String CONTENT = StoreProtocol.contentPath(media("film"));

    @TempDir
    Path data;

    private TestStore store;
    private HttpClient client;

    @BeforeEach
    void open() {
        store = TestStore.open(data);
        client = store.vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(1));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private record Answer(int status, Map<String, String> headers, Buffer body) {}

    private Answer ask(HttpMethod method, String target, Map<String, String> headers) {
        return store.on(() -> client.request(method, store.verticle.port(), "127.0.0.1", target)
                .compose(request -> {
                    request.putHeader("playhead-secret", TestStore.SECRET);
                    headers.forEach(request::putHeader);
                    return request.send();
                })
                .compose(StoreHttpIT::whole));
    }

    private static Future<Answer> whole(HttpClientResponse response) {
        return response.body()
                .map(body -> new Answer(
                        response.statusCode(),
                        Map.of("content-range", String.valueOf(response.getHeader("content-range"))),
                        body));
    }

    @Test
    void asksForTheSecret() {
        assertThat(ask(HttpMethod.GET, "/v1/media", Map.of("playhead-secret", "wrong"))
                        .status())
                .isEqualTo(401);
        HttpStore stranger = new HttpStore(
                store.vertx, List.of(URI.create("http://127.0.0.1:" + store.verticle.port())), Optional.empty());
        assertThatThrownBy(() -> store.on(() -> stranger.mediaCatalog().find(media("film"))))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessageContaining("401");
    }

    @Test
    void servesManyRegionsAndRequestsOverOneConnection() {
        // Given
        store.put("film", V1, 1, 0, LENGTH);
        // When
        for (int i = 0; i < 3; i++) {
            Answer answer = ask(HttpMethod.GET, CONTENT, Map.of("range", "bytes=100-" + (LENGTH - 2)));
            // Then
            assertThat(answer.status()).isEqualTo(206);
            assertThat(answer.headers()).containsEntry("content-range", "bytes 100-" + (LENGTH - 2) + "/" + LENGTH);
            assertThat(answer.body()).isEqualTo(content("film", 1, 100, LENGTH - 1));
        }
    }

    @Test
    void serves416BehindTheEnd() {
        // Given
        store.put("film", V1, 1, 0, LENGTH);
        // When
        Answer answer = ask(HttpMethod.GET, CONTENT, Map.of("range", "bytes=" + LENGTH + "-"));
        // Then
        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.headers()).containsEntry("content-range", "bytes */" + LENGTH);
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThat(ask(HttpMethod.GET, CONTENT, Map.of("range", "bytes=a-")).status())
                .isEqualTo(400);
        assertThat(ask(HttpMethod.GET, CONTENT, Map.of("range", "bytes=9-3")).status())
                .isEqualTo(400);
        assertThat(ask(HttpMethod.GET, "/v1/media/..%2f..%2fetc", Map.of()).status())
                .isEqualTo(400);
        assertThat(ask(HttpMethod.GET, "/v1/media?limit=0", Map.of()).status()).isEqualTo(400);
        assertThat(ask(HttpMethod.GET, "/v1/media?limit=x", Map.of()).status()).isEqualTo(400);
        assertThat(ask(HttpMethod.GET, "/v2", Map.of()).status()).isEqualTo(404);
        Answer bare = ask(HttpMethod.PUT, CONTENT, Map.of("content-range", "bytes 0-9/10"));
        assertThat(bare.status()).isEqualTo(400);
        assertThat(bare.body().toJsonObject().getString("detail")).contains("playhead-");
    }

    @Test
    void unknownMediaIsNotFound() {
        assertThat(ask(HttpMethod.GET, "/v1/media/" + media("film"), Map.of()).status())
                .isEqualTo(404);
        assertThat(ask(HttpMethod.DELETE, "/v1/media/" + media("film"), Map.of())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void bodyThatBreaksOffKeepsWhatItBrought() {
        // Given
        HttpClientRequest request = put(V1);
        store.on(() -> request.write(content("film", 1, 0, CHUNK + 77)));
        await().until(() -> store.on(() -> store.verticle.mediaCatalog().find(media("film")))
                .filter(found -> found.readable().bytes() == CHUNK + 77)
                .isPresent());
        // When
        store.on(() -> request.connection().close());
        // Then
        await().untilAsserted(() -> assertThat(store.bus.published(ChunkEvent.ChunksStored.class))
                .anyMatch(ChunkEvent.ChunksStored::complete));
        assertThat(store.find("film").readable()).isEqualTo(ByteRanges.of(new ByteRange(0, CHUNK + 77)));
        assertThat(store.find("film").complete()).isEqualTo(ByteRanges.of(new ByteRange(0, CHUNK)));
    }

    @Test
    void refusalComesBeforeTheBody() {
        // Given
        store.put("film", version(2, LENGTH), 2, 0, 1);
        store.put("film", V1, 1, 0, 1);
        // When: the old version is offered, and its body never ends
        HttpClientRequest request = put(version(2, LENGTH));
        Answer answer = store.on(() -> {
            request.sendHead();
            return request.response().compose(StoreHttpIT::whole);
        });
        // Then
        assertThat(answer.status()).isEqualTo(409);
    }

    @Test
    void readThatLosesItsStoreFailsAndDoesNotEnd() {
        // Given
        store.put("film", V1, 1, 0, CHUNK);
        TestRead read = TestRead.open(store, store.remote().mediaReader(), media("film"), RequestedRange.WHOLE);
        assertThat(read.bytes(0, CHUNK)).isEqualTo(content("film", 1, 0, CHUNK));
        Future<Buffer> rest = read.start(CHUNK, LENGTH);
        SpanSink sink = store.on(() -> store.remote().spanWriter().open(head("film", V1, CHUNK, LENGTH)));
        // When
        store.stop();
        // Then
        assertThatThrownBy(() -> result(rest)).isInstanceOf(StoreException.Unavailable.class);
        assertThatThrownBy(() -> store.on(sink::end)).isInstanceOf(StoreException.Unavailable.class);
    }

    @Test
    void takenPortIsNamed(@TempDir Path other) {
        // Given
        TestStore second = new TestStore(other);
        second.port = store.verticle.port();
        // Then
        assertThatThrownBy(second::start)
                .hasStackTraceContaining("store.port: cannot listen at 127.0.0.1:" + second.port);
        second.close();
    }

    private HttpClientRequest put(MediaVersion version) {
        HttpClientRequest request =
                store.on(() -> client.request(HttpMethod.PUT, store.verticle.port(), "127.0.0.1", CONTENT));
        StoreProtocol.writeSecret(request.headers(), Optional.of(TestStore.SECRET));
        StoreProtocol.writeHead(request.headers(), head("film", version, 0, LENGTH));
        return request.exceptionHandler(gone -> {}).setChunked(true);
    }
}
