package dev.playhead.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
    private final AtomicReference<Optional<String>> broker = new AtomicReference<>(Optional.of("starting"));
    private Vertx vertx;
    private ManagementServer server;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        Readiness readiness =
                new Readiness(vertx).require("store", Optional::empty).require("broker", broker::get);
        server = ManagementServer.start(vertx, loopback(0), readiness, routes -> routes.get("/extra")
                        .handler(context -> context.end("mounted")))
                .await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void namesWhatIsNotReadyAndWhy() throws Exception {
        // When
        HttpResponse<String> answer = get(ManagementServer.READY);

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(answer.body())).isEqualTo(new JsonObject("""
                                {"ready": false, "checks": {
                                  "store": {"ready": true},
                                  "broker": {"ready": false, "reason": "starting"}},
                                 "notes": {}}
                                """));
    }

    @Test
    void isReadyWhenAllConditionsHold() throws Exception {
        // Given
        broker.set(Optional.empty());

        // When
        HttpResponse<String> answer = get(ManagementServer.READY);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(new JsonObject(answer.body()).getBoolean("ready")).isTrue();
    }

    @Test
    void livesWhileItIsNotReady() throws Exception {
        assertThat(get(ManagementServer.LIVE).statusCode()).isEqualTo(200);
    }

    @Test
    void servesWhatIsMounted() throws Exception {
        assertThat(get("/extra").body()).isEqualTo("mounted");
        assertThat(get("/other").statusCode()).isEqualTo(404);
    }

    @Test
    void failsOnATakenPort() {
        // Given
        SocketAddress taken = loopback(server.port());

        // Then
        assertThatThrownBy(() -> ManagementServer.start(vertx, taken, new Readiness(vertx), routes -> {})
                        .await())
                .isInstanceOf(BindException.class);
    }

    @Test
    void aConditionThatThrowsDoesNotHold() {
        // Given
        Readiness readiness = new Readiness(vertx)
                .require("index", () -> {
                    throw new IllegalStateException("locked");
                })
                .require("alpha", () -> Optional.of("late"));

        // When
        Readiness.Report report = readiness.report().await();

        // Then
        assertThat(report.isReady()).isFalse();
        assertThat(report.missing()).contains("alpha (late), index (").contains("locked");
    }

    @Test
    void aNoteIsToldAndHoldsNothingUp() {
        // Given
        Readiness readiness = new Readiness(vertx)
                .note("kafka", () -> Optional.of("not reached"))
                .note("stores", Optional::empty);

        // When
        Readiness.Report report = readiness.report().await();

        // Then
        assertThat(report.isReady()).isTrue();
        assertThat(report.toJson().getJsonObject("notes")).isEqualTo(new JsonObject().put("kafka", "not reached"));
    }

    @Test
    void nothingRequiredIsReady() {
        assertThat(new Readiness(vertx).report().await().isReady()).isTrue();
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static SocketAddress loopback(int port) {
        return SocketAddress.inetSocketAddress(port, "127.0.0.1");
    }
}
