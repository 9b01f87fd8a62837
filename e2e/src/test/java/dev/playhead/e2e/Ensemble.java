package dev.playhead.e2e;

import dev.playhead.common.bytes.http.HttpStore;
import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigLoader;
import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.security.Sealer;
import dev.playhead.fetcher.FetcherConfig;
import dev.playhead.fetcher.FetcherVerticle;
import dev.playhead.gateway.GatewayConfig;
import dev.playhead.gateway.GatewayPorts;
import dev.playhead.gateway.GatewayVerticle;
import dev.playhead.scheduler.SchedulerConfig;
import dev.playhead.scheduler.SchedulerVerticle;
import dev.playhead.scheduler.io.SchedulerPorts;
import dev.playhead.standalone.run.Settings;
import dev.playhead.store.StoreConfig;
import dev.playhead.store.StoreVerticle;
import dev.playhead.testkit.bus.InMemoryBus;
import dev.playhead.testkit.http.Player;
import dev.playhead.testkit.origin.LyingOrigin;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * All services in this JVM with a bus in memory, in front of a lying origin: one store, and two gateways, of which one
 * reads the store in its own process and the other over HTTP.
 */
final class Ensemble implements AutoCloseable {
    private static final OriginName ORIGIN = new OriginName("film");
    private static final long PATIENCE_SECONDS = 20;

    private final LyingOrigin origin = LyingOrigin.start();
    private final Vertx vertx = Vertx.vertx();
    private final InMemoryBus bus = new InMemoryBus(vertx);
    private final Sealer sealer = Sealer.of("a fleet key for tests only");
    private final Config config;
    private final Map<OriginName, OriginConfig> origins;
    private final GatewayVerticle local;
    private final GatewayVerticle remote;

    /** Where a gateway reads. */
    enum Bytes {
        LOCAL,
        REMOTE
    }

    /** What carries the events of all services, given the bus that would. */
    interface Carrier {
        EventPublisher over(Vertx vertx, EventPublisher bus);
    }

    private Ensemble(Path data, Carrier carrier) {
        EventPublisher publisher = carrier.over(vertx, bus);
        Map<String, String> settings = new HashMap<>();
        settings.put("origins." + ORIGIN + ".url", origin.url().toString());
        settings.put("gateway.port", "0");
        settings.put("store.port", "0");
        settings.put("store.data", data.toString());
        settings.put("store.min-free", "1MiB");
        config = new ConfigLoader(Settings.KEYS).load(null, Map.of(), settings);
        origins = config.originsByName();
        InstantSource time = InstantSource.system();
        StoreVerticle store = deploy(StoreVerticle.served(StoreConfig.from(config), publisher));
        HttpStore elsewhere =
                new HttpStore(vertx, List.of(URI.create("http://127.0.0.1:" + store.port())), Optional.empty());
        deploy(new SchedulerVerticle(
                SchedulerConfig.from(config),
                origins.values(),
                new SchedulerPorts(publisher, bus, store.mediaCatalog(), store.preCaches()),
                time));
        deploy(new FetcherVerticle(
                FetcherConfig.from(config),
                origins,
                new FetcherVerticle.Ports(publisher, bus, bus, store.spanWriter(), sealer),
                time));
        local = gateway(new GatewayPorts(publisher, bus, store.mediaReader(), store.mediaCatalog(), store.preCaches()));
        remote = gateway(new GatewayPorts(
                publisher, bus, elsewhere.mediaReader(), elsewhere.mediaCatalog(), elsewhere.preCaches()));
    }

    static Ensemble start(Path data) {
        return start(data, (vertx, bus) -> bus);
    }

    static Ensemble start(Path data, Carrier carrier) {
        return new Ensemble(data, carrier);
    }

    LyingOrigin origin() {
        return origin;
    }

    /** Returns the target of a file of the origin. */
    static String target(String path) {
        return "/o/" + ORIGIN + path;
    }

    Player connect(Bytes bytes) throws IOException {
        return new Player((bytes == Bytes.LOCAL ? local : remote).actualPort());
    }

    /** Returns where players find the origin. */
    String address(Bytes bytes) {
        return "http://127.0.0.1:" + (bytes == Bytes.LOCAL ? local : remote).actualPort() + target("");
    }

    private GatewayVerticle gateway(GatewayPorts ports) {
        return deploy(new GatewayVerticle(GatewayConfig.from(config), origins, ports, sealer, InstantSource.system()));
    }

    private <V extends Deployable> V deploy(V verticle) {
        try {
            vertx.deployVerticle(verticle).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return verticle;
        } catch (TimeoutException e) {
            throw new IllegalStateException(verticle + " did not start within " + PATIENCE_SECONDS + " s", e);
        }
    }

    @Override
    public void close() throws Exception {
        vertx.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        origin.close();
    }
}
