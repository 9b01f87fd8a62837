package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.event.PlaybackEvent.StreamClosed;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.gateway.GatewayConfig;
import dev.playhead.gateway.fake.FakeMedia;
import dev.playhead.gateway.fake.Gateway;
import dev.playhead.testkit.http.Player;
import dev.playhead.testkit.http.Player.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping, and the ways in that are not plain HTTP/1. */
class LifecycleIT {
    private static final int LENGTH = 20_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    @TempDir
    Path directory;

    @Test
    void namesTheAddressThatIsTaken() throws Exception {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            GatewayConfig config = onPort(taken.getLocalPort());

            // Then
            assertThatThrownBy(() -> Gateway.start(config, NOBODY, directory))
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("gateway.port");
        }
    }

    @Test
    void letsAnOpenResponseFinishWhenItStops() throws Exception {
        try (Gateway gateway = Gateway.start(directory);
                Player player = gateway.connect()) {
            // Given
            FakeMedia film = gateway.media("/film.mp4", 100_000).give(0, 1000);
            player.send("GET", "/o/nas/film.mp4");
            player.head();
            player.body(1000);
            Thread stopping = new Thread(() -> stop(gateway));

            // When
            stopping.start();
            film.giveAll();

            // Then
            assertThat(film.content().firstMismatch(player.body(99_000), 1000)).isEmpty();
            stopping.join(PATIENCE.toMillis());
        }
    }

    @Test
    void stopsInTimeThoughAPlayerTakesNothing() throws Exception {
        try (Gateway gateway = Gateway.start(directory);
                Player stuck = gateway.connect();
                Player waiting = gateway.connect()) {
            // Given
            gateway.media("/film.mp4", LENGTH).giveAll();
            gateway.media("/other.mp4", LENGTH).describe();
            stuck.send("GET", "/o/nas/film.mp4");
            waiting.send("GET", "/o/nas/other.mp4");
            await().atMost(PATIENCE)
                    .until(() -> gateway.events(StreamOpened.class).size() == 2);

            // When
            gateway.stop();

            // Then
            assertThat(gateway.events(StreamClosed.class)).hasSize(2);
            assertThat(gateway.store().openReads()).isZero();
            assertThatThrownBy(gateway::connect).isInstanceOf(IOException.class);
        }
    }

    @Test
    void servesHttp2FromBuffers() throws Exception {
        // Given
        Vertx vertx = Vertx.vertx();
        try (Gateway gateway = Gateway.start(Gateway.config("gateway.http2-clear-text", "true"), directory)) {
            FakeMedia film = gateway.media("/film.mp4", LENGTH).giveAll();
            HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false));

            // When
            Buffer body = client.request(HttpMethod.GET, gateway.port(), "127.0.0.1", "/o/nas/film.mp4")
                    .compose(request -> request.putHeader("Range", "bytes=3-").send())
                    .compose(response -> response.body())
                    .await(10, TimeUnit.SECONDS);

            // Then
            assertThat(body.length()).isEqualTo(LENGTH - 3);
            assertThat(film.content().firstMismatch(body, 3)).isEmpty();
            assertThat(gateway.store().openReads()).isZero();
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void countsASlowPlayersPositionByWhatItHasTaken() throws Exception {
        try (Gateway gateway = Gateway.start(directory);
                Player slow = gateway.connect()) {
            // Given
            gateway.media("/film.mp4", LENGTH).giveAll();

            // When
            slow.send("GET", "/o/nas/film.mp4");
            slow.head();
            slow.body(1_000_000);

            // Then
            await().during(Duration.ofMillis(300)).atMost(PATIENCE).until(() -> position(gateway) >= 1_000_000L);
            assertThat(position(gateway)).isLessThan(3_000_000L);
        }
    }

    @Test
    void showsMediaSessionsAndCounters() throws Exception {
        try (Gateway gateway = Gateway.start(directory)) {
            // Given
            gateway.media("/film.mp4", 1_000_000).give(0, 262_144).give(524_288, 600_000);
            gateway.media("/other.mp4", 10).giveAll();

            // When
            Answer list = gateway.get("/api/media?limit=1");
            Answer rest = gateway.get("/api/media?after=" + list.json().getString("next"));
            Answer one = gateway.get("/api/media/" + Gateway.id("/film.mp4"));

            // Then
            assertThat(list.json().getJsonArray("media")).hasSize(1);
            assertThat(rest.json().getJsonArray("media")).hasSize(1);
            assertThat(rest.json().getString("next")).isNull();
            assertThat(one.json().getJsonArray("runs").encode()).isEqualTo("[[0,0]]");
            assertThat(one.json().getJsonArray("readable").encode()).isEqualTo("[[0,262144],[524288,600000]]");
            assertThat(one.json().getLong("chunks")).isEqualTo(4);
            assertThat(one.json().getDouble("percent")).isEqualTo(26.2);
            assertThat(gateway.get("/api/media?limit=0").status()).isEqualTo(400);
            assertThat(gateway.get("/api/media/" + Gateway.id("/none")).status())
                    .isEqualTo(404);
            assertThat(gateway.get("/api/stats").json().getLong("requests")).isPositive();
            assertThat(gateway.get("/api/sessions").json().getJsonArray("streams"))
                    .isEmpty();
        }
    }

    private static long position(Gateway gateway) throws Exception {
        return gateway.get("/api/sessions")
                .json()
                .getJsonArray("streams")
                .getJsonObject(0)
                .getLong("position");
    }

    private static void stop(Gateway gateway) {
        try {
            gateway.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static GatewayConfig onPort(int port) {
        return Gateway.config("gateway.port", Integer.toString(port));
    }
}
