package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.broker.EmbeddedBroker;
import dev.playhead.broker.FreePort;
import dev.playhead.common.config.ConfigLoader;
import dev.playhead.standalone.run.Alone;
import dev.playhead.standalone.run.Service;
import dev.playhead.standalone.run.Settings;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.LyingOrigin;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.OriginRequest;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four services, each by itself, whose broker is stopped in the middle of a film and comes back. */
class BrokerAwayIT {
    private static final long MIB = 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path data;

    private final LyingOrigin origin = LyingOrigin.start();
    private final List<Alone> running = new ArrayList<>();
    private EmbeddedBroker broker;
    private int port;

    @BeforeEach
    void startBroker() {
        port = FreePort.next();
        broker = EmbeddedBroker.start(data.resolve("broker"), port);
    }

    @AfterEach
    void closeAll() throws Exception {
        Collections.reverse(running);
        for (Alone service : running) {
            await(service.close());
        }
        broker.close();
        origin.close();
    }

    @Test
    void theFilmGoesOnFromTheOriginAndByThePipelineAgain() throws Exception {
        // Given
        OriginFile film = origin.serve("/film.mp4", 512 * MIB);
        film.lies().always(Fault.bandwidth(8 * MIB));
        String stores = url(start(Service.STORE, "http://127.0.0.1:1"));
        start(Service.SCHEDULER, stores);
        start(Service.FETCHER, stores);
        Player player = new Player(url(start(Service.GATEWAY, stores)) + "/o/film", "viewer");
        try (Player.Stream stream = player.play(film, 0)) {
            stream.take(4 * MIB);

            // When
            broker.close();
            while (direct(film).isEmpty()) {
                stream.take(MIB);
            }
            stream.take(8 * MIB);
            broker = EmbeddedBroker.start(data.resolve("broker"), port);
            while (!direct(film).orElseThrow().isAborted() && stream.position() < film.length() - 8 * MIB) {
                stream.take(MIB);
            }

            // Then: the bytes are checked as they are taken
            stream.take(4 * MIB);
            assertThat(direct(film).orElseThrow().isAborted())
                    .as("back in the pipeline at %d of %s", stream.position(), origin.requests())
                    .isTrue();
            assertThat(origin.requests().all().stream().filter(BrokerAwayIT::isDirect))
                    .hasSize(1);
        }
    }

    /** The gateway's own request is open-ended; those of fetchers have an end. */
    private Optional<OriginRequest> direct(OriginFile film) {
        return origin.requests().of(film).stream()
                .filter(BrokerAwayIT::isDirect)
                .findFirst();
    }

    private static boolean isDirect(OriginRequest request) {
        return request.range().filter(range -> range.endsWith("-")).isPresent();
    }

    private Alone start(Service service, String stores) throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("origins.film.url", origin.url().toString());
        settings.put("gateway.port", "0");
        settings.put("kafka.bootstrap-servers", broker.bootstrapServers());
        settings.put("stores.urls", stores);
        settings.put("store.data", data.resolve("store").toString());
        settings.put("store.port", "0");
        settings.put("store.min-free", "1MiB");
        settings.put("store.secret", "between services");
        settings.put("security.fleet-key", "a key of the whole fleet");
        settings.put(service.managementPortKey().name(), "0");
        Alone instance = new Alone(service, new ConfigLoader(Settings.KEYS).load(null, Map.of(), settings));
        running.add(instance);
        await(instance.start());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> await(instance.readiness().report()).isReady());
        return instance;
    }

    /** Out of the line that it announces itself with. */
    private static String url(Alone service) {
        return service.announcement().replaceFirst(".* on (\\S+).*", "$1");
    }

    private static <T> T await(Future<T> future) throws TimeoutException {
        return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
