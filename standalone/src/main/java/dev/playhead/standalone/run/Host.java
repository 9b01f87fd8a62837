package dev.playhead.standalone.run;

import dev.playhead.common.config.Config;
import dev.playhead.common.http.ManagementServer;
import dev.playhead.common.http.MetricsRoute;
import dev.playhead.common.http.Readiness;
import dev.playhead.common.kafka.KafkaConfig;
import dev.playhead.common.kafka.Messaging;
import dev.playhead.common.metrics.MeteredLanes;
import dev.playhead.common.metrics.MeteredPublisher;
import dev.playhead.common.metrics.MeteredSubscriber;
import dev.playhead.common.metrics.Meters;
import dev.playhead.common.metrics.Metric;
import dev.playhead.standalone.net.GatedTransport;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.net.BindException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every process has, whatever runs in it: Vert.x, a way to Kafka, a management port, conditions of readiness, and the
 * order of closing. Thread-safe.
 */
final class Host {
    private static final Logger LOG = LoggerFactory.getLogger(Host.class);
    /** Files, the index and the broker's start block; that they seldom do so all at once keeps threads few. */
    private static final int WORKERS = 8;
    /**
     * A container that is replaced or joins its network again may get another address, while the name server of a Docker
     * network lets its answers be kept for ten minutes. Only connections that are opened look a name up.
     */
    private static final int ADDRESS_SECONDS = 5;
    /** What Vert.x calls the metrics of its database clients; it has no constant for it. */
    private static final String SQL = "sql";

    private final Config config;
    private final Meters meters = new Meters();
    private final Vertx vertx;
    private final DeferredBus bus;
    private final Closing closing = new Closing();
    private final Readiness readiness;

    Host(Config config) {
        this.config = config;
        vertx = Vertx.builder()
                .with(new VertxOptions()
                        .setWorkerPoolSize(WORKERS)
                        .setAddressResolverOptions(new AddressResolverOptions().setCacheMaxTimeToLive(ADDRESS_SECONDS))
                        .setMetricsOptions(poolsOnly())
                        .setFileSystemOptions(new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false)))
                .withMetrics(new MicrometerMetricsFactory(meters.registry()))
                .withTransport(new GatedTransport())
                .build();
        bus = new DeferredBus(vertx);
        readiness = new Readiness(vertx);
        closing.part("vertx").opened(() -> vertx.close().onComplete(closed -> meters.close()));
        closing.first(bus::giveUp);
    }

    /**
     * Of Vert.x itself only what waits for a worker: the byte path is not to pay for counting, and those of the index are
     * made anew with each of its connections, which Micrometer warns of.
     *
     * <p>Vert.x keeps registries by name, and hands the first of a name to whoever comes with another: hence a name each.
     */
    private static MicrometerMetricsOptions poolsOnly() {
        MicrometerMetricsOptions options = new MicrometerMetricsOptions()
                .setEnabled(true)
                .setRegistryName(UUID.randomUUID().toString())
                .addDisabledMetricsCategory(SQL);
        EnumSet.complementOf(EnumSet.of(MetricsDomain.NAMED_POOLS)).forEach(options::addDisabledMetricsCategory);
        return options;
    }

    Vertx vertx() {
        return vertx;
    }

    /** The ports to Kafka; they work once {@link #connect} has succeeded. */
    DeferredBus bus() {
        return bus;
    }

    /** What this process counts. */
    Meters meters() {
        return meters;
    }

    Readiness readiness() {
        return readiness;
    }

    /** Closes all that was opened, in the reverse of the order in which parts were made. Never fails. */
    Future<Void> close() {
        return closing.close();
    }

    /** Lays out a part, which is closed before those laid out earlier, and which readiness requires to be open. */
    Part part(String name) {
        Part part = new Part(name);
        readiness.require(name, part::problem);
        return part;
    }

    /** Lays out a part that may follow later: readiness tells of it and does not wait for it. */
    Part laterPart(String name) {
        Part part = new Part(name);
        readiness.note(name, part::problem);
        return part;
    }

    /** Lays out something that is open already. */
    void keep(String name, Supplier<Future<Void>> close) {
        closing.part(name).opened(close);
    }

    /** Opens the management port, with further routes. */
    Future<Void> manage(Part part, SocketAddress address, Consumer<Router> routes) {
        return part.open(
                        () -> ManagementServer.start(vertx, address, readiness, router -> {
                                    routes.accept(router);
                                    MetricsRoute.mount(router, meters);
                                })
                                .recover(problem -> refuse(address, problem)),
                        ManagementServer::close)
                .mapEmpty();
    }

    /** Looks for Kafka until it is there, and connects the bus. */
    Future<Void> connect(Part part, KafkaConfig kafka) {
        Messaging messaging = Messaging.open(vertx, kafka);
        closing.first(() -> {
            if (!messaging.ready().succeeded()) {
                messaging.close();
            }
        });
        // The threads that it is looked for on must not close before the last attempt has ended.
        keep("search for kafka", () -> messaging.ready().succeeded() ? Future.succeededFuture() : messaging.close());
        meters.gauge(Metric.KAFKA_REACHED, () -> messaging.ready().succeeded() ? 1 : 0);
        meters.counted(Metric.DEAD_LETTERS, messaging::deadLetters);
        return part.open(() -> messaging.ready().map(messaging), Messaging::close)
                .onSuccess(there -> bus.connect(new DeferredBus.Ports(
                        new MeteredPublisher(there.publisher(), meters),
                        new MeteredSubscriber(there.subscriber(), meters),
                        new MeteredLanes(there.lanes(), meters))))
                .mapEmpty();
    }

    /** Names the address that cannot be had. */
    private static <T> Future<T> refuse(SocketAddress address, Throwable problem) {
        return problem instanceof BindException
                ? Future.failedFuture(new StartException(
                        "management port: cannot listen on " + address + ": " + problem.getMessage(), problem))
                : Future.failedFuture(problem);
    }

    /** One part of the process. */
    final class Part {
        private final String name;
        private final Closing.Part closingPart;
        private volatile Supplier<Optional<String>> problem = () -> Optional.of("starting");

        private Part(String name) {
            this.name = name;
            this.closingPart = closing.part(name);
        }

        private Optional<String> problem() {
            return problem.get();
        }

        /**
         * Opens the part.
         *
         * @return succeeds with what was opened; fails with {@link StartException}, whose message names the part
         */
        <T> Future<T> open(Supplier<Future<T>> opening, Function<T, Future<Void>> close) {
            return open(opening, close, Optional::empty);
        }

        /** Opens the part by deploying it. */
        <V extends Deployable> Future<V> deploy(V verticle) {
            return deploy(verticle, Optional::empty);
        }

        /**
         * Opens the part by deploying it.
         *
         * @param later why it is not ready although it is deployed
         */
        <V extends Deployable> Future<V> deploy(V verticle, Supplier<Optional<String>> later) {
            return open(() -> vertx.deployVerticle(verticle), vertx::undeploy, later)
                    .map(verticle);
        }

        private <T> Future<T> open(
                Supplier<Future<T>> opening, Function<T, Future<Void>> close, Supplier<Optional<String>> later) {
            long begin = System.nanoTime();
            Future<T> opened = Future.<Void>succeededFuture().compose(now -> opening.get());
            closingPart.opening(opened.map(open -> () -> close.apply(open)));
            return opened.onSuccess(open -> {
                        problem = later;
                        LOG.atDebug()
                                .addKeyValue("part", name)
                                .addKeyValue("millis", (System.nanoTime() - begin) / 1_000_000)
                                .log("started");
                    })
                    .recover(cause -> {
                        StartException explained = explain(cause);
                        problem = () -> Optional.of(String.valueOf(explained.getMessage()));
                        return Future.failedFuture(explained);
                    });
        }

        private StartException explain(Throwable cause) {
            if (cause instanceof StartException known) {
                return known;
            }
            String message = Optional.ofNullable(cause.getMessage())
                    .orElseGet(cause::toString)
                    .lines()
                    .findFirst()
                    .orElse("");
            return new StartException(message.startsWith(name) ? message : name + ": " + message, cause);
        }
    }
}
