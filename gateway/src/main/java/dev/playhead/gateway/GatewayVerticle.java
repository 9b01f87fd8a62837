package dev.playhead.gateway;

import dev.playhead.common.bytes.socket.PageWindows;
import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.security.Sealer;
import dev.playhead.gateway.core.access.StoreRedirect;
import dev.playhead.gateway.core.route.PlayerTarget;
import dev.playhead.gateway.core.route.SourceUrls;
import dev.playhead.gateway.core.session.SessionTable;
import dev.playhead.gateway.core.stream.Patience;
import dev.playhead.gateway.io.Admissions;
import dev.playhead.gateway.io.ApiGate;
import dev.playhead.gateway.io.ApiRoutes;
import dev.playhead.gateway.io.GatewayStats;
import dev.playhead.gateway.io.LinkRoutes;
import dev.playhead.gateway.io.PassThrough;
import dev.playhead.gateway.io.PipelineFeed;
import dev.playhead.gateway.io.PlaybackPublisher;
import dev.playhead.gateway.io.PlayerHandler;
import dev.playhead.gateway.io.PlayerServer;
import dev.playhead.gateway.io.PreCacheRoutes;
import dev.playhead.gateway.io.Problems;
import dev.playhead.gateway.io.RunningGateway;
import dev.playhead.gateway.io.SessionRoutes;
import dev.playhead.gateway.io.StandIn;
import dev.playhead.gateway.io.StoreDoor;
import dev.playhead.gateway.io.StreamGate;
import dev.playhead.gateway.io.StreamRegistry;
import dev.playhead.gateway.io.StreamServices;
import dev.playhead.gateway.io.fresh.Freshener;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The gateway: an HTTP edge for players on one event loop, which owns all its streams and sessions.
 *
 * <p>{@link #start} fails when the address is taken; a broker or store that is away does not keep it from starting.
 */
public final class GatewayVerticle extends VerticleBase {
    private final GatewayConfig config;
    private final Map<OriginName, OriginConfig> origins;
    private final GatewayPorts ports;
    private final Sealer sealer;
    private final InstantSource time;
    private final GatewayStats stats = new GatewayStats();

    private AccessConfig access = AccessConfig.OPEN;
    private Optional<StoreRedirect> redirect = Optional.empty();
    private @Nullable RunningGateway running;

    public GatewayVerticle(
            GatewayConfig config,
            Map<OriginName, OriginConfig> origins,
            GatewayPorts ports,
            Sealer sealer,
            InstantSource time) {
        this.config = config;
        this.origins = Map.copyOf(origins);
        this.ports = ports;
        this.sealer = sealer;
        this.time = time;
    }

    /** Asks for what the access configuration says; before it is deployed. Without it anybody may do anything. */
    public GatewayVerticle guardedBy(AccessConfig rules) {
        access = rules;
        return this;
    }

    /** Sends players to the stores for media that are complete there; before it is deployed. */
    public GatewayVerticle redirecting(StoreRedirect toStores) {
        redirect = Optional.of(toStores);
        return this;
    }

    /** The port that players connect to, once started. */
    public int actualPort() {
        if (running == null) {
            throw new IllegalStateException("the gateway is not started");
        }
        return running.server().actualPort();
    }

    /** Where our own routes are, once started: with the players, unless everything there is an origin's. */
    public URI ownRoutes() {
        if (running == null) {
            throw new IllegalStateException("the gateway is not started");
        }
        return running.standIn()
                .map(StandIn::ownRoutes)
                .orElseGet(() -> URI.create("http://127.0.0.1:" + actualPort()));
    }

    /** What it counts, started or not. */
    public GatewayStats stats() {
        return stats;
    }

    @Override
    public Future<?> start() {
        Problems problems = new Problems(stats);
        StreamRegistry streams = new StreamRegistry(vertx, time);
        PassThrough direct = new PassThrough(vertx, problems, stats, config.passThroughMax(), config.waitLimit());
        PageWindows pages = openPages(config.connections());
        StreamServices services = new StreamServices(
                vertx,
                time,
                ports.reader(),
                new SessionTable(instanceName(), SessionTable.Limits.DEFAULT),
                new PlaybackPublisher(vertx, ports.publisher(), stats),
                streams,
                direct,
                new Admissions(vertx, direct, problems, access.links(), time),
                new Freshener(origins, direct.validations(ports.catalog(), time), time),
                problems,
                stats,
                pages,
                new Patience.Limits(config.waitLimit(), config.passThroughAfter()),
                config.connections().writeStall());
        PlayerTarget.Parser targets =
                new PlayerTarget.Parser(config.maxTargetSize().bytes());
        Router api = control(
                new ApiRoutes(ports.catalog(), streams, stats, problems).router(vertx), streams, targets, problems);
        PlayerHandler own = new PlayerHandler(targets, origins, ports.catalog(), sealer, services, api);
        // Who has a link to a media here is not given another that holds for longer.
        redirect.ifPresent(stores -> own.sending(
                new StoreDoor(stores, ports.catalog(), time), access.links().isEmpty()));
        Optional<StandIn> standIn = standIn(own, services);
        PlayerServer players = new PlayerServer(
                vertx,
                config,
                problems,
                standIn.<Handler<HttpServerRequest>>map(StandIn::players).orElseGet(() -> guarded(own, problems)));
        PipelineFeed pipeline = new PipelineFeed(vertx, ports.subscriber(), streams);
        running = new RunningGateway(
                players, standIn, streams, services.publisher(), pipeline, direct, services.admissions(), pages);
        pipeline.open();
        return running.open();
    }

    private PageWindows openPages(ConnectionConfig connections) {
        PageWindows pages = new PageWindows(connections.mappedFiles(), time);
        vertx.setPeriodic(PageWindows.TIDY_EVERY.toMillis(), ignored -> pages.tidy());
        return pages;
    }

    @Override
    public Future<?> stop() {
        return running == null ? Future.succeededFuture() : running.close();
    }

    private PreCacheRoutes preCaches(PlayerTarget.Parser targets, Problems problems) {
        Map<OriginName, String> urls = origins.values().stream()
                .collect(Collectors.toMap(
                        OriginConfig::name, origin -> origin.url().toString()));
        return new PreCacheRoutes(
                new PreCacheRoutes.Means(origins, ports.catalog(), ports.preCaches(), sealer),
                new SourceUrls(urls, targets),
                problems);
    }

    private Optional<StandIn> standIn(PlayerHandler own, StreamServices services) {
        return config.defaultOrigin()
                .map(origins::get)
                .map(origin -> new StandIn(vertx, origin, config, own, services));
    }

    /** Adds the routes that change something, and what guards all of them. */
    private Router control(Router api, StreamRegistry streams, PlayerTarget.Parser targets, Problems problems) {
        preCaches(targets, problems).mount(api);
        new SessionRoutes(streams, time, problems).mount(api);
        access.token().ifPresent(token -> new ApiGate(token, problems).mount(api));
        access.links().ifPresent(links -> new LinkRoutes(links, time, problems).mount(api));
        return api;
    }

    private Handler<HttpServerRequest> guarded(Handler<HttpServerRequest> handler, Problems problems) {
        return access.links().isEmpty()
                ? handler
                : new StreamGate(access.links().get(), access.linksOnly(), time, problems, handler);
    }

    /** Names given by two gateways, or by one before and after a restart, must differ. */
    private static String instanceName() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}
