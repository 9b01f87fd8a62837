package dev.playhead.standalone.run;

import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigLoader;
import dev.playhead.gateway.GatewayConfig;
import dev.playhead.standalone.StandaloneConfig;
import dev.playhead.testkit.origin.LyingOrigin;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** What tests of whole instances do: configure them for free ports, start them, play something. */
final class Playing {
    static final Duration PATIENCE = Duration.ofSeconds(40);

    private Playing() {}

    static Config config(Path data, LyingOrigin origin, String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                StandaloneConfig.DATA.name(),
                data.toString(),
                StandaloneConfig.MANAGEMENT_PORT.name(),
                "0",
                GatewayConfig.PORT.name(),
                "0",
                "store.min-free",
                "1MiB",
                "origins.films.url",
                origin.url().toString()));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return new ConfigLoader(Settings.KEYS).load(null, Map.of(), settings);
    }

    /** Starts and waits until it is ready. */
    static <I extends Instance> I ready(I instance) {
        await(instance.start());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> await(instance.readiness().report()).isReady());
        return instance;
    }

    static HttpResponse<byte[]> get(URI gateway, String path, String range) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + path))
                .header("range", range)
                .timeout(PATIENCE)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
