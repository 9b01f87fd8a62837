package dev.playhead.standalone.run;

import static dev.playhead.standalone.run.Playing.await;
import static dev.playhead.standalone.run.Playing.get;
import static dev.playhead.standalone.run.Playing.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.broker.EmbeddedBroker;
import dev.playhead.broker.FreePort;
import dev.playhead.common.config.Config;
import dev.playhead.common.model.ByteRange;
import dev.playhead.standalone.status.Status;
import dev.playhead.testkit.origin.LyingOrigin;
import dev.playhead.testkit.origin.OriginFile;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesApartIT {
    private static final int LENGTH = 3_000_000;

    @TempDir
    private Path data;

    private final LyingOrigin origin = LyingOrigin.start();
    private final OriginFile film = origin.serve("/film.mp4", LENGTH);
    private final List<Instance> running = new ArrayList<>();
    private EmbeddedBroker broker;

    @BeforeEach
    void startBroker() {
        broker = EmbeddedBroker.start(data.resolve("broker"), 0);
    }

    @AfterEach
    void closeAll() {
        Collections.reverse(running);
        running.forEach(instance -> await(instance.close()));
        broker.close();
        origin.close();
    }

    @Test
    void playAFilmTogether() throws Exception {
        // Given
        Alone store = start(Service.STORE, "http://127.0.0.1:1");
        String stores = store.announcement().replaceFirst(".* on ", "");
        start(Service.SCHEDULER, stores);
        start(Service.FETCHER, stores);
        Alone gateway = start(Service.GATEWAY, stores);

        // When
        HttpResponse<byte[]> played = get(gateway.gatewayUrl().orElseThrow(), "/o/films/film.mp4", "bytes=1000000-");

        // Then
        assertThat(played.statusCode()).isEqualTo(206);
        assertThat(played.body())
                .isEqualTo(film.bytes(new ByteRange(1_000_000, LENGTH)).getBytes());
        assertThat(store.announcement()).startsWith("ready: store on http://127.0.0.1:");
        assertThat(gateway.announcement()).startsWith("ready on http://127.0.0.1:");
    }

    @Test
    void warmUpBeforeTheGatewayIsReady() throws Exception {
        // Given
        String[] warm = {"fleet.warm-up", "30s"};
        int fetcherPort = FreePort.next();
        int gatewayPort = FreePort.next();
        Alone store = start(Service.STORE, "http://127.0.0.1:1", warm);
        String stores = store.announcement().replaceFirst(".* on ", "");
        start(Service.SCHEDULER, stores, warm);
        start(Service.FETCHER, stores, "fleet.warm-up", "30s", "fetcher.management-port", "" + fetcherPort);

        // When
        start(Service.GATEWAY, stores, "fleet.warm-up", "30s", "gateway.management-port", "" + gatewayPort);

        // Then
        assertThat(get(URI.create("http://127.0.0.1:" + fetcherPort), "/metrics", "bytes=0-")
                        .body())
                .as("fetched before")
                .asString(StandardCharsets.UTF_8)
                .containsPattern("playhead_commands_taken_total\\{lane=\"now\"} [0-9]{2,}");
        assertThat(Status.of(URI.create("http://127.0.0.1:" + gatewayPort)))
                .as("kept nothing of it")
                .doesNotContain("playhead-warm-up");
    }

    @Test
    void aGatewayThatCannotWarmUpIsReadyAllTheSame() {
        // Given
        Alone store = start(Service.STORE, "http://127.0.0.1:1");
        String stores = store.announcement().replaceFirst(".* on ", "");

        // When
        Alone gateway = start(Service.GATEWAY, stores, "fleet.warm-up", "1s");

        // Then
        assertThat(await(gateway.readiness().report()).missing()).isEmpty();
    }

    private Alone start(Service service, String stores, String... more) {
        String[] settings = {
            "kafka.bootstrap-servers",
            broker.bootstrapServers(),
            "stores.urls",
            stores,
            "store.data",
            data.resolve("store").toString(),
            "store.port",
            "0",
            "store.secret",
            "between services",
            "security.fleet-key",
            "a key of the whole fleet",
            service.managementPortKey().name(),
            "0"
        };
        Config config = Playing.config(
                data,
                origin,
                Stream.concat(Arrays.stream(settings), Arrays.stream(more)).toArray(String[]::new));
        Alone instance = new Alone(service, config);
        running.add(instance);
        return ready(instance);
    }
}
