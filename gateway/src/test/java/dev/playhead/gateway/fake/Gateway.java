package dev.playhead.gateway.fake;

import dev.playhead.common.config.BackgroundFill;
import dev.playhead.common.config.ConfigLoader;
import dev.playhead.common.config.OriginCaching;
import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.config.TransparentOrigin;
import dev.playhead.common.config.ViewerAuthorization;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.security.Sealer;
import dev.playhead.gateway.AccessConfig;
import dev.playhead.gateway.GatewayConfig;
import dev.playhead.gateway.GatewayPorts;
import dev.playhead.gateway.GatewayVerticle;
import dev.playhead.gateway.core.access.StoreRedirect;
import dev.playhead.gateway.core.route.MediaIds;
import dev.playhead.testkit.bus.InMemoryBus;
import dev.playhead.testkit.bytes.FakePreCaches;
import dev.playhead.testkit.http.Player;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A gateway on a free port, around a fake store and a bus in memory. */
public final class Gateway implements AutoCloseable {
    public static final OriginName ORIGIN = new OriginName("nas");
    /** How long it counts what an origin says of a viewer. */
    public static final Duration AUTHORIZED_FOR = Duration.ofSeconds(30);
    /** Nobody listens there: nothing passes through by accident. */
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    private static final Map<String, String> SETTINGS = Map.of(
            "gateway.port", "0",
            "gateway.wait-limit", "10s",
            "gateway.pass-through-after", "8s",
            "gateway.pass-through-max", "2",
            "gateway.idle-timeout", "1m",
            "gateway.drain", "200ms",
            "origins.nas.url", NOBODY.toString());

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final InMemoryBus bus = new InMemoryBus(vertx);
    private final FakeStore store;
    private final FakePreCaches preCaches = new FakePreCaches();
    private final GatewayVerticle verticle;

    private Gateway(GatewayConfig config, URI origin, Path directory) throws Exception {
        this(config, origin, directory, UnaryOperator.identity());
    }

    private Gateway(GatewayConfig config, URI origin, Path directory, UnaryOperator<GatewayVerticle> finish)
            throws Exception {
        this(
                config,
                new OriginConfig(ORIGIN, origin, Map.of("x-origin-key", "k"), List.of("token"), 4),
                directory,
                InstantSource.system(),
                finish);
    }

    private Gateway(
            GatewayConfig config,
            OriginConfig origin,
            Path directory,
            InstantSource time,
            UnaryOperator<GatewayVerticle> finish)
            throws Exception {
        store = new FakeStore(vertx, directory);
        verticle = finish.apply(new GatewayVerticle(
                config,
                Map.of(ORIGIN, origin),
                new GatewayPorts(bus, bus, store, store, preCaches),
                Sealer.of("a fleet key for tests only"),
                time));
        vertx.deployVerticle(verticle).await(10, TimeUnit.SECONDS);
    }

    /** What the store is asked to have beforehand. */
    public FakePreCaches preCaches() {
        return preCaches;
    }

    public static Gateway start(Path directory) throws Exception {
        return new Gateway(config(), NOBODY, directory);
    }

    public static Gateway start(GatewayConfig config, Path directory) throws Exception {
        return new Gateway(config, NOBODY, directory);
    }

    public static Gateway start(GatewayConfig config, URI origin, Path directory) throws Exception {
        return new Gateway(config, origin, directory);
    }

    /** Asks for links or a token. */
    public static Gateway guarded(AccessConfig access, Path directory) throws Exception {
        return new Gateway(config(), NOBODY, directory, verticle -> verticle.guardedBy(access));
    }

    /**
     * Asks the origin about each viewer, as the operator whose key is {@code k}.
     *
     * @param finish what it is besides
     */
    public static Gateway perViewer(
            GatewayConfig config, URI url, Path directory, InstantSource time, UnaryOperator<GatewayVerticle> finish)
            throws Exception {
        OriginConfig origin = new OriginConfig(
                ORIGIN,
                url,
                Map.of("authorization", "k"),
                List.of("token"),
                4,
                OriginCaching.DEFAULT,
                TransparentOrigin.DEFAULT,
                BackgroundFill.OFF,
                new ViewerAuthorization(ViewerAuthorization.Mode.PER_VIEWER, AUTHORIZED_FOR));
        return new Gateway(config, origin, directory, time, finish);
    }

    /** Sends players to stores. */
    public static Gateway redirecting(GatewayConfig config, StoreRedirect redirect, AccessConfig access, Path directory)
            throws Exception {
        return new Gateway(config, NOBODY, directory, verticle -> verticle.guardedBy(access)
                .redirecting(redirect));
    }

    /**
     * Returns settings that suit tests.
     *
     * @param others names and values, one after the other
     */
    public static GatewayConfig config(String... others) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        for (int i = 0; i < others.length; i += 2) {
            settings.put(others[i], others[i + 1]);
        }
        return GatewayConfig.from(new ConfigLoader(GatewayConfig.KEYS).load(null, Map.of(), settings));
    }

    /** Waits as long as told, asks for signs of life as soon as told. */
    public static GatewayConfig waiting(Duration limit, Duration passThroughAfter) {
        return config(
                "gateway.wait-limit",
                limit.toMillis() + "ms",
                "gateway.pass-through-after",
                passThroughAfter.toMillis() + "ms");
    }

    /** Stands in for the origin. */
    public static GatewayConfig transparent(int proxyMax) {
        return config("gateway.default-origin", ORIGIN.value(), "gateway.proxy-max", Integer.toString(proxyMax));
    }

    /** Adds a media at {@code /film.mp4} and the like. */
    public FakeMedia media(String path, long length) {
        return store.add(id(path), length);
    }

    public static MediaId id(String path) {
        return MediaIds.of(ORIGIN, path, null, List.of());
    }

    /** A command for a stream that waits, as a scheduler issues it. */
    public static FetchSpan command(String path) {
        return new FetchSpan(
                id(path),
                new MediaSource(path, null),
                new CommandId("c"),
                1,
                RequestedRange.WHOLE,
                null,
                Priority.CRITICAL,
                Instant.EPOCH,
                null);
    }

    public FakeStore store() {
        return store;
    }

    public InMemoryBus bus() {
        return bus;
    }

    public <E extends PlaybackEvent> List<E> events(Class<E> type) {
        return bus.published(type);
    }

    public int port() {
        return verticle.actualPort();
    }

    /** Where our own routes are when players see an origin in their place. */
    public URI ownRoutes() {
        return verticle.ownRoutes();
    }

    /** Opens a connection of its own. */
    public Player connect() throws Exception {
        return new Player(port());
    }

    /** Asks on a connection of its own. */
    public Player.Answer get(String target, String... headers) throws Exception {
        try (Player player = connect()) {
            return player.get(target, headers);
        }
    }

    /** Stops the gateway alone. */
    public void stop() throws Exception {
        vertx.undeploy(verticle.deploymentID()).await(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }
}
