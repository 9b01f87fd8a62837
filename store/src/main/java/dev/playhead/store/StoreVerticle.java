package dev.playhead.store;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.MediaReader;
import dev.playhead.common.bytes.PreCaches;
import dev.playhead.common.bytes.SpanWriter;
import dev.playhead.common.bytes.socket.PageWindows;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.log.LogKeys;
import dev.playhead.store.io.file.DiskSpace;
import dev.playhead.store.io.http.StoreHttp;
import dev.playhead.store.io.media.Steps;
import dev.playhead.store.io.run.OpenStore;
import dev.playhead.store.io.run.StoreLife;
import dev.playhead.store.io.run.StoreLife.Surroundings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store: its ports work from the end of its deployment to the beginning of its undeployment. */
public final class StoreVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(StoreVerticle.class);

    private final StoreConfig config;
    private final EventPublisher events;
    private final Surroundings around;
    private final boolean served;
    private final PageWindows pages;
    private volatile @Nullable StoreLife life;
    private volatile int port;

    /** @param served whether it also listens for other services */
    StoreVerticle(StoreConfig config, EventPublisher events, Surroundings around, boolean served) {
        this.config = config;
        this.events = events;
        this.around = around;
        this.served = served;
        this.pages = new PageWindows(config.mappedFiles(), around.time());
    }

    /** A store for services in the same JVM only. */
    public static StoreVerticle embedded(StoreConfig config, EventPublisher events) {
        return new StoreVerticle(config, events, around(config), false);
    }

    /** A store of its own, which other services reach over HTTP. */
    public static StoreVerticle served(StoreConfig config, EventPublisher events) {
        return new StoreVerticle(config, events, around(config), true);
    }

    private static Surroundings around(StoreConfig config) {
        return new Surroundings(InstantSource.system(), DiskSpace.usableAt(config.data()), Steps.UNWATCHED);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(PageWindows.TIDY_EVERY.toMillis(), ignored -> pages.tidy());
        return StoreLife.begin(vertx, config, events, around).compose(begun -> {
            life = begun;
            LOG.atInfo().addKeyValue(LogKeys.PATH, config.data()).log("store open");
            return served
                    ? serve(begun.store())
                            .recover(failed -> begun.end().transform(ended -> Future.failedFuture(failed)))
                    : Future.succeededFuture();
        });
    }

    /** One listener an event loop, all on the same port. */
    private Future<Void> serve(OpenStore store) {
        StoreHttp.Shared shared = new StoreHttp.Shared(config, store, pages, around.time());
        int loops = Math.max(1, Runtime.getRuntime().availableProcessors());
        return vertx.deployVerticle(() -> new StoreHttp(shared), new DeploymentOptions().setInstances(loops))
                .map(deployed -> {
                    port = shared.port();
                    LOG.atInfo()
                            .addKeyValue(LogKeys.ADDRESS, config.bind() + ":" + port)
                            .log("store listens");
                    return null;
                });
    }

    @Override
    public Future<?> stop() {
        StoreLife begun = life;
        pages.close();
        return begun == null ? Future.succeededFuture() : begun.end();
    }

    public SpanWriter spanWriter() {
        return store().spanWriter();
    }

    public MediaReader mediaReader() {
        return store().mediaReader();
    }

    public MediaCatalog mediaCatalog() {
        return store().mediaCatalog();
    }

    public PreCaches preCaches() {
        return store().preCaches();
    }

    /** Returns the port it listens at, once deployed; 0 when it does not listen. */
    public int port() {
        return port;
    }

    /** Returns how many bytes of files are mapped to be sent. */
    long mappedBytes() {
        return pages.mapped();
    }

    /** Why the store is not ready; empty when it is. For readiness checks. */
    public Optional<String> problem() {
        StoreLife begun = life;
        return begun == null ? Optional.of("not open yet") : begun.store().problem();
    }

    /** Returns how many stored chunks have been found wrong and forgotten. */
    public long chunksForgotten() {
        return store().chunksForgotten();
    }

    /** Forgets what nobody has watched for too long, and what was replaced, now; else it happens every ten minutes. */
    Future<Void> expire() {
        return store().expire();
    }

    /** Returns how many bytes have been evicted to make room. */
    public long evictedBytes() {
        return store().evictedBytes();
    }

    /** Returns how many bytes of the disk the store took when it last looked, and since. */
    public long usedBytes() {
        return store().usedBytes();
    }

    private OpenStore store() {
        StoreLife begun = life;
        if (begun == null) {
            throw new IllegalStateException("the store is used before it is deployed");
        }
        return begun.store();
    }
}
