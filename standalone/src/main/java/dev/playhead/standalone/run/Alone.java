package dev.playhead.standalone.run;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.http.HttpStore;
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
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One service in this process; Kafka, the store and the other services are elsewhere. Thread-safe.
 *
 * <p>Kafka and the stores need not be there when it starts.
 */
public final class Alone implements Instance {
    private final Service service;
    private final Config config;
    private final InstantSource time = InstantSource.system();
    private final Host host;
    private volatile Map<OriginName, OriginConfig> origins;
    private volatile @Nullable URI url;
    private volatile @Nullable URI ownRoutes;

    public Alone(Service service, Config config) {
        this.service = service;
        this.config = config;
        this.origins = config.originsByName();
        this.host = new Host(config);
    }

    @Override
    public Future<Void> start() {
        Duration limit = config.get(StandaloneConfig.FLEET_WARM_UP);
        if (service == Service.STORE || limit.isZero()) {
            return start(Optional.empty());
        }
        return WarmUp.prepare(host.vertx(), WarmUp.Extent.ofFleet(limit)).compose(warmUp -> {
            host.keep("origin of the warm-up", warmUp::close);
            origins = warmUp.among(origins);
            return start(Optional.of(warmUp));
        });
    }

    private Future<Void> start(Optional<WarmUp> warmUp) {
        Host.Part management = host.part("management");
        // A gateway serves what is stored, and passes the rest through, until Kafka is there.
        Host.Part kafka = service == Service.GATEWAY ? host.laterPart("kafka") : host.part("kafka");
        KafkaConfig brokers;
        Future<?> deployed;
        try {
            brokers = KafkaConfig.from(config);
            deployed = deploy(warmUp);
        } catch (ConfigException e) {
            return Future.failedFuture(e);
        }
        SocketAddress address = SocketAddress.inetSocketAddress(
                service.managementPort(config), config.get(StandaloneConfig.MANAGEMENT_BIND));
        Consumer<Router> routes = service == Service.GATEWAY
                ? ManagementRoutes.withGateway(
                        host.vertx(), config, this::gatewayUrl, () -> Optional.ofNullable(ownRoutes))
                : ManagementRoutes.plain(config);
        return Future.all(host.manage(management, address, routes), host.connect(kafka, brokers), deployed)
                .mapEmpty();
    }

    private Future<?> deploy(Optional<WarmUp> warmUp) {
        return switch (service) {
            case GATEWAY -> deployGateway(warmUp);
            case SCHEDULER -> deployScheduler();
            case FETCHER -> deployFetcher();
            case STORE -> deployStore();
        };
    }

    /** Lays the service itself out; what it uses must have been laid out before. */
    private Host.Part part() {
        return host.part(service.label());
    }

    private Future<?> deployGateway(Optional<WarmUp> warmUp) {
        Sealer sealer = FleetKey.configured(config);
        HttpStore stores = stores();
        GatewayPorts ports = new GatewayPorts(
                host.bus(), host.bus(), stores.mediaReader(), stores.mediaCatalog(), stores.preCaches());
        GatewayVerticle gateway = new GatewayVerticle(GatewayConfig.from(config), origins, ports, sealer, time)
                .guardedBy(AccessConfig.from(config));
        StoreRedirects.from(config).ifPresent(gateway::redirecting);
        Future<GatewayVerticle> deployed = part().deploy(gateway).onSuccess(listening -> {
            url = Urls.of(config.get(GatewayConfig.BIND), listening.actualPort());
            ownRoutes = listening.ownRoutes();
            listening.stats().show(host.meters());
        });
        warmUp.ifPresent(warm -> warmUp(warm, deployed, stores.mediaCatalog()));
        return deployed;
    }

    /** Players are served meanwhile; who looks at readiness sends them elsewhere. */
    private void warmUp(WarmUp warmUp, Future<GatewayVerticle> deployed, MediaCatalog catalog) {
        FirstFetcher fleet = new FirstFetcher();
        Future<URI> playable = Future.all(deployed, fleet.follow(host.bus()), fleet.shown())
                .map(all -> deployed.result().ownRoutes());
        host.part("warm-up").open(() -> warmUp.play(playable, catalog), played -> Future.succeededFuture());
    }

    private Future<?> deployScheduler() {
        HttpStore stores = stores();
        SchedulerPorts ports = new SchedulerPorts(host.bus(), host.bus(), stores.mediaCatalog(), stores.preCaches());
        SchedulerVerticle scheduler =
                new SchedulerVerticle(SchedulerConfig.from(config), origins.values(), ports, time);
        scheduler.show(host.meters());
        return part().deploy(scheduler);
    }

    private Future<?> deployFetcher() {
        Sealer sealer = FleetKey.configured(config);
        FetcherVerticle.Ports ports = new FetcherVerticle.Ports(
                host.bus(),
                host.bus(),
                host.bus(),
                new MeteredSpanWriter(stores().spanWriter(), host.meters()),
                sealer);
        return part().deploy(new FetcherVerticle(FetcherConfig.from(config), origins, ports, time));
    }

    private Future<?> deployStore() {
        StoreVerticle store = StoreVerticle.served(StoreConfig.from(config), host.bus());
        return part().deploy(store, store::problem).onSuccess(listening -> {
            url = Urls.of(config.get(StoreConfig.BIND), listening.port());
            host.meters().counted(Metric.CHUNKS_FORGOTTEN, listening::chunksForgotten);
        });
    }

    private HttpStore stores() {
        List<URI> urls = config.get(StandaloneConfig.STORES);
        if (urls.isEmpty()) {
            throw new ConfigException(List.of(StandaloneConfig.STORES.name() + ": names no store"));
        }
        HttpStore stores = new HttpStore(host.vertx(), urls, config.get(StoreConfig.SECRET));
        StoreWatch watch = new StoreWatch(host.vertx(), stores, host.meters());
        host.readiness().require("stores", watch::problem).note("stores", watch::note);
        watch.start();
        host.keep("stores", () -> {
            watch.stop();
            return stores.close();
        });
        return stores;
    }

    /** Returns where players connect, once they can; empty when this is no gateway. */
    public Optional<URI> gatewayUrl() {
        return service == Service.GATEWAY ? Optional.ofNullable(url) : Optional.empty();
    }

    @Override
    public Readiness readiness() {
        return host.readiness();
    }

    @Override
    public String announcement() {
        URI listening = url;
        String where = listening == null ? "" : " on " + listening;
        return service == Service.GATEWAY
                ? Announcement.of(String.valueOf(listening), config.origins(), config.get(GatewayConfig.DEFAULT_ORIGIN))
                : "ready: " + service.label() + where;
    }

    @Override
    public Future<Void> close() {
        return host.close();
    }
}
