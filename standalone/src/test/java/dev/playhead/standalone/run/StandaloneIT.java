package dev.playhead.standalone.run;

import static dev.playhead.standalone.run.Playing.PATIENCE;
import static dev.playhead.standalone.run.Playing.await;
import static dev.playhead.standalone.run.Playing.config;
import static dev.playhead.standalone.run.Playing.get;
import static dev.playhead.standalone.run.Playing.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.broker.FreePort;
import dev.playhead.common.config.Config;
import dev.playhead.common.model.ByteRange;
import dev.playhead.standalone.status.Status;
import dev.playhead.testkit.origin.LyingOrigin;
import dev.playhead.testkit.origin.OriginFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneIT {
    private static final int LENGTH = 3_000_000;

    @TempDir
    private Path data;

    private final LyingOrigin origin = LyingOrigin.start();
    private final OriginFile film = origin.serve("/film.mp4", LENGTH);

    @AfterEach
    void close() {
        origin.close();
    }

    @Test
    void playsAFilmAndKeepsItOverARestart() throws Exception {
        // Given
        Standalone first = ready(new Standalone(config(data, origin)));
        HttpResponse<byte[]> cold = get(first.url().orElseThrow(), "/o/films/film.mp4", "bytes=1000000-");
        assertThat(cold.statusCode()).isEqualTo(206);
        assertThat(cold.body())
                .isEqualTo(film.bytes(new ByteRange(1_000_000, LENGTH)).getBytes());
        assertThat(first.announcement())
                .startsWith("ready on " + first.url().orElseThrow())
                .contains("/o/films/PATH");
        await(first.close());
        origin.stop();

        // When
        Standalone second = new Standalone(config(data, origin));
        await(second.start());

        // Then
        HttpResponse<byte[]> stored = get(second.url().orElseThrow(), "/o/films/film.mp4", "bytes=2000000-");
        assertThat(stored.statusCode()).isEqualTo(206);
        assertThat(stored.body())
                .isEqualTo(film.bytes(new ByteRange(2_000_000, LENGTH)).getBytes());
        await(second.close());
    }

    @Test
    void tellsItsStatus() throws Exception {
        // Given
        int port = FreePort.next();
        Standalone playhead = ready(new Standalone(config(data, origin, "management.port", "" + port)));
        get(playhead.url().orElseThrow(), "/o/films/film.mp4", "bytes=0-");

        // When
        URI management = URI.create("http://127.0.0.1:" + port);
        Awaitility.await().untilAsserted(() -> assertThat(Status.of(management))
                // Then
                .contains(": ready on " + playhead.url().orElseThrow(), "films:/film.mp4", "100.0%", "  ok  fleet"));
        await(playhead.close());
    }

    @Test
    void forgetsWhatItHasWarmedUpWith() throws Exception {
        // Given
        int port = FreePort.next();

        // When
        Standalone playhead = ready(new Standalone(config(data, origin, "management.port", "" + port)));

        // Then
        URI management = URI.create("http://127.0.0.1:" + port);
        assertThat(Status.of(management)).contains("  ok  fleet").doesNotContain("playhead-warm-up");
        assertThat(get(management, "/metrics", "bytes=0-").body())
                .as("fetched before")
                .asString(StandardCharsets.UTF_8)
                .containsPattern("playhead_commands_taken_total\\{lane=\"now\"} [2-9][0-9]");
        await(playhead.close());
    }

    @Test
    void isReadyWithoutWarmingUpAfterACrash() throws Exception {
        // Given
        int port = FreePort.next();
        Files.writeString(data.resolve("lock"), "4711");

        // When
        Standalone playhead = ready(new Standalone(config(data, origin, "management.port", "" + port)));

        // Then
        URI management = URI.create("http://127.0.0.1:" + port);
        assertThat(get(management, "/metrics", "bytes=0-").body())
                .asString(StandardCharsets.UTF_8)
                .contains("playhead_kafka_reached 1.0")
                .doesNotContainPattern("playhead_commands_taken_total\\{lane=\"now\"} [1-9]");
        await(playhead.close());
    }

    @Test
    void isReadyWithoutABrokerAfterACrashAlone() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // Given
            Config brokerless = config(data, origin, "broker.port", "" + taken.getLocalPort());
            Standalone started = new Standalone(brokerless);
            assertThatThrownBy(() -> await(started.start())).hasMessageContaining("broker");
            assertThat(await(started.readiness().report()).isReady()).isFalse();
            await(started.close());
            Files.writeString(data.resolve("lock"), "4711");

            // When
            Standalone restarted = new Standalone(brokerless);
            assertThatThrownBy(() -> await(restarted.start())).hasMessageContaining("broker");

            // Then
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> await(restarted.readiness().report()).isReady());
            assertThat(await(restarted.readiness().report()).notes())
                    .containsKeys("broker", "kafka", "scheduler", "fetcher", "fleet");
            await(restarted.close());
        }
    }

    @Test
    void tellsItsNumbers() throws Exception {
        // Given
        int port = FreePort.next();
        Standalone playhead = ready(new Standalone(config(data, origin, "management.port", "" + port)));

        // When
        get(playhead.url().orElseThrow(), "/o/films/film.mp4", "bytes=0-");

        // Then
        URI management = URI.create("http://127.0.0.1:" + port);
        Awaitility.await().untilAsserted(() -> assertThat(
                        new String(get(management, "/metrics", "bytes=0-").body(), StandardCharsets.UTF_8))
                .contains("playhead_kafka_reached 1.0")
                .containsPattern("playhead_gateway_sent_bytes_total [1-9]")
                .containsPattern("playhead_span_bytes_total\\{origin=\"films\"} [1-9]")
                .containsPattern("playhead_commands_taken_total\\{lane=\"now\"} [1-9]")
                .containsPattern("playhead_events_published_total\\{outcome=\"ok\",topic=\"playhead.playback\"} [1-9]")
                .containsPattern("playhead_partitions_owned\\{group=\"[a-z-]+\"} [1-9]"));
        await(playhead.close());
    }

    @Test
    void namesTheGatewayPortThatIsTakenAndClosesTheRest() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // Given
            String port = Integer.toString(taken.getLocalPort());
            Standalone refused = new Standalone(config(data, origin, "gateway.port", port));

            // Then
            assertThatThrownBy(() -> await(refused.start()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageStartingWith("gateway")
                    .message()
                    .hasLineCount(1);
            await(refused.close());
            DataDirectory.take(data).close();
        }
    }

    @Test
    void namesTheManagementPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // Given
            String port = Integer.toString(taken.getLocalPort());
            Standalone refused = new Standalone(config(data, origin, "management.port", port));

            // Then
            assertThatThrownBy(() -> await(refused.start()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("management port: cannot listen on 127.0.0.1:" + port);
            await(refused.close());
        }
    }

    @Test
    void refusesADirectoryThatAnotherInstanceUses() {
        try (DataDirectory owned = DataDirectory.take(data)) {
            // Given
            assertThat(owned).isNotNull();
            Standalone second = new Standalone(config(data, origin));

            // Then
            assertThatThrownBy(() -> await(second.start()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("data directory " + data + " is in use");
            await(second.close());
        }
    }
}
