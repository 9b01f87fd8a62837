package dev.playhead.standalone.run;

import dev.playhead.broker.EmbeddedBroker;
import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigException;
import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.http.Readiness;
import dev.playhead.common.kafka.KafkaConfig;
import dev.playhead.common.metrics.MeteredSpanWriter;
import dev.playhead.common.metrics.Metric;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.security.Sealer;
import dev.playhead.fetcher.FetcherConfig;
import dev.playhead.fetcher.FetcherVerticle;
import dev.playhead.gateway.AccessConfig;
import dev.playhead.gateway.GatewayConfig;
import dev.playhead.gateway.GatewayPorts;
import dev.playhead.gateway.GatewayVerticle;
import dev.playhead.scheduler.SchedulerConfig;
import dev.playhead.scheduler.SchedulerVerticle;
import dev.playhead.scheduler.io.SchedulerPorts;
import dev.playhead.standalone.StandaloneConfig;
import dev.playhead.store.StoreConfig;
import dev.playhead.store.StoreVerticle;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything in one process, with a broker of its own. Thread-safe.
 *
 * <p>All parts start side by side: store and gateway serve what is stored long before the broker is up, and what needs the
 * broker waits for it in the bus.
 */
public final class Standalone implements Instance {
    private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);

    private final Config config;
    private final StandaloneConfig settings;
    private final GatewayConfig edge;
    private final InstantSource time = InstantSource.system();
    private final Host host;
    private volatile @Nullable GatewayVerticle gateway;

    /**
     * Opens nothing yet.
     *
     * @throws ConfigException if settings contradict each other
     */
    public Standalone(Config config) {
        this.config = config;
        this.settings = StandaloneConfig.from(config);
        this.edge = GatewayConfig.from(config);
        this.host = new Host(config);
    }

    @Override
    public Future<Void> start() {
        try {
            DataDirectory data = DataDirectory.take(settings.data());
            host.keep("data directory", () -> {
                data.close();
                return Future.succeededFuture();
            });
            LOG.atInfo().addKeyValue("path", settings.data()).log("data directory taken");
            Sealer sealer = FleetKey.orKeptIn(data.resolve("fleet-key"), config);
            return WarmUp.prepare(host.vertx(), WarmUp.Extent.OF_ONE_PROCESS)
                    .compose(warmUp -> startParts(data, sealer, warmUp));
        } catch (StartException | ConfigException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Void> startParts(DataDirectory data, Sealer sealer, WarmUp warmUp) {
        Host.Part management = host.part("management");
        // Those whose films a crash cut off are back at once and want what is stored: what brings more may follow.
        Function<String, Host.Part> follower = data.wasAbandoned() ? host::laterPart : host::part;
        Host.Part broker = follower.apply("broker");
        Host.Part kafka = follower.apply("kafka");
        Host.Part store = host.part("store");
        Host.Part players = host.part("gateway");
        Host.Part scheduler = follower.apply("scheduler");
        Host.Part fetcher = follower.apply("fetcher");
        Host.Part warm = follower.apply("warm-up");
        FirstFetcher fleet = new FirstFetcher();
        Supplier<Optional<String>> noFetcher =
                () -> fleet.shown().isComplete() ? Optional.empty() : Optional.of("no fetcher yet");
        if (data.wasAbandoned()) {
            host.readiness().note("fleet", noFetcher);
        } else {
            host.readiness().require("fleet", noFetcher);
        }

        Future<?> managed = host.manage(
                management,
                SocketAddress.inetSocketAddress(settings.managementPort(), settings.managementBind()),
                ManagementRoutes.withGateway(host.vertx(), config, this::url, this::ownRoutes));
        Future<?> connected = startBroker(broker, data.resolve("broker"))
                .compose(started -> host.connect(kafka, KafkaConfig.embedded(config, started.bootstrapServers())));
        Future<?> followed = fleet.follow(host.bus());
        Map<OriginName, OriginConfig> origins = warmUp.among(config.originsByName());
        Future<StoreVerticle> stored = startStore(store, data);
        Future<?> served = stored.compose(bytes -> Future.all(
                startGateway(players, origins, bytes, sealer),
                startScheduler(scheduler, origins, bytes),
                startFetcher(fetcher, origins, bytes, sealer)));
        return Future.all(managed, connected, followed, served)
                .compose(all -> warm.open(
                        () -> warmUp(warmUp, data, stored.result().mediaCatalog()), played -> Future.succeededFuture()))
                .eventually(warmUp::close);
    }

    /** Who was cut off by a crash asks again at once, and warms up as well. */
    private Future<Void> warmUp(WarmUp warmUp, DataDirectory data, MediaCatalog catalog) {
        return data.wasAbandoned()
                ? warmUp.forget(catalog)
                : warmUp.play(Future.succeededFuture(ownRoutes().orElseThrow()), catalog);
    }

    private Future<EmbeddedBroker> startBroker(Host.Part part, Path directory) {
        return part.open(
                () -> blocking(() -> EmbeddedBroker.start(directory, settings.brokerPort())), broker -> blocking(() -> {
                            broker.close();
                            return true;
                        })
                        .mapEmpty());
    }

    private Future<StoreVerticle> startStore(Host.Part part, DataDirectory data) {
        StoreVerticle store = StoreVerticle.embedded(storeConfig(data), host.bus());
        return part.deploy(store, store::problem)
                .onSuccess(open -> host.meters().counted(Metric.CHUNKS_FORGOTTEN, open::chunksForgotten));
    }

    private Future<?> startGateway(
            Host.Part part, Map<OriginName, OriginConfig> origins, StoreVerticle store, Sealer sealer) {
        GatewayPorts ports =
                new GatewayPorts(host.bus(), host.bus(), store.mediaReader(), store.mediaCatalog(), store.preCaches());
        return part.deploy(new GatewayVerticle(edge, origins, ports, sealer, time).guardedBy(AccessConfig.from(config)))
                .onSuccess(listening -> {
                    gateway = listening;
                    listening.stats().show(host.meters());
                });
    }

    private Future<?> startScheduler(Host.Part part, Map<OriginName, OriginConfig> origins, StoreVerticle store) {
        SchedulerVerticle scheduler = new SchedulerVerticle(
                SchedulerConfig.from(config).within(config.get(StoreConfig.MAX_SIZE)),
                origins.values(),
                new SchedulerPorts(host.bus(), host.bus(), store.mediaCatalog(), store.preCaches()),
                time);
        scheduler.show(host.meters());
        return part.deploy(scheduler, scheduler::problem);
    }

    private Future<?> startFetcher(
            Host.Part part, Map<OriginName, OriginConfig> origins, StoreVerticle store, Sealer sealer) {
        FetcherVerticle.Ports ports = new FetcherVerticle.Ports(
                host.bus(), host.bus(), host.bus(), new MeteredSpanWriter(store.spanWriter(), host.meters()), sealer);
        return part.deploy(new FetcherVerticle(FetcherConfig.from(config), origins, ports, time));
    }

    /** Where nobody set a directory for the store, it lies beside the broker's. */
    private StoreConfig storeConfig(DataDirectory data) {
        StoreConfig store = StoreConfig.from(config);
        return store.data().equals(StoreConfig.DATA.fallback()) ? store.in(data.resolve("store")) : store;
    }

    private <T> Future<T> blocking(Callable<T> action) {
        return host.vertx().executeBlocking(action, false);
    }

    /** Returns where players connect, once they can. */
    public Optional<URI> url() {
        GatewayVerticle listening = gateway;
        return listening == null
                ? Optional.empty()
                : Optional.of(Urls.of(config.get(GatewayConfig.BIND), listening.actualPort()));
    }

    private Optional<URI> ownRoutes() {
        return Optional.ofNullable(gateway).map(GatewayVerticle::ownRoutes);
    }

    @Override
    public Readiness readiness() {
        return host.readiness();
    }

    @Override
    public String announcement() {
        return Announcement.of(
                url().map(URI::toString).orElse("?"), config.origins(), config.get(GatewayConfig.DEFAULT_ORIGIN));
    }

    @Override
    public Future<Void> close() {
        return host.close();
    }
}
