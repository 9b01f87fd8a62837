package dev.playhead.store.io.run;

import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.log.LogKeys;
import dev.playhead.store.StoreConfig;
import dev.playhead.store.core.space.SpaceBudget;
import dev.playhead.store.io.StoreWorkers;
import dev.playhead.store.io.file.DataDirectory;
import dev.playhead.store.io.file.DataDirectoryException;
import dev.playhead.store.io.file.DiskSpace;
import dev.playhead.store.io.index.IndexDatabase;
import dev.playhead.store.io.media.Steps;
import dev.playhead.store.io.media.Trust;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a store and closes it again: directory, index, files, and back. Event loop only.
 *
 * <p>The directory is left marked as clean only when all that was written is on the disk and was checked: the next owner
 * believes that mark.
 */
public final class StoreLife {
    private static final Logger LOG = LoggerFactory.getLogger(StoreLife.class);
    /** What a power loss may take at most; each forcing costs writers a pause. */
    private static final long FORCE_EVERY_MS = 5_000;

    private static final long TIDY_EVERY_MS = 5_000;
    /** Media expire after days, and versions are forgotten after minutes. */
    private static final long EXPIRE_EVERY_MS = 600_000;
    /** A scheduler that starts afresh knows within this time; an event for each open wish is nothing beside its chunks. */
    private static final long REPEAT_EVERY_MS = 2_000;

    /** A supervisor that waits ten seconds before it kills sees a clean end. */
    private static final long SETTLE_MS = 8_000;

    private final Vertx vertx;
    private final DataDirectory directory;
    private final StoreWorkers workers;
    private final IndexDatabase database;
    private final Trust trust;
    private final OpenStore store;
    private final long forceTimer;
    private final long tidyTimer;
    private final long expiryTimer;
    private final long repetitionTimer;
    private boolean ending;

    private StoreLife(OpenStore.Ground ground, OpenStore store) {
        this.vertx = ground.vertx();
        this.directory = ground.directory();
        this.workers = ground.workers();
        this.database = ground.database();
        this.trust = ground.trust();
        this.store = store;
        this.forceTimer =
                vertx.setPeriodic(FORCE_EVERY_MS, timer -> store.force().onFailure(StoreLife::warn));
        this.tidyTimer = vertx.setPeriodic(TIDY_EVERY_MS, timer -> {
            store.tidy();
            store.measure();
        });
        this.expiryTimer =
                vertx.setPeriodic(EXPIRE_EVERY_MS, timer -> store.expire().onFailure(StoreLife::warn));
        this.repetitionTimer = vertx.setPeriodic(REPEAT_EVERY_MS, timer -> store.repeatPreCaches());
        store.catchUp().onFailure(failure -> {
            if (!ending) {
                warn(failure);
            }
        });
    }

    /** Succeeds with an open store; fails with a message that names the directory when it cannot be used. */
    public static Future<StoreLife> begin(Vertx vertx, StoreConfig config, EventPublisher events, Surroundings around) {
        InstantSource time = around.time();
        StoreWorkers workers = new StoreWorkers();
        return vertx.executeBlocking(() -> DataDirectory.open(config.data()))
                .compose(directory -> begin(
                        vertx,
                        directory,
                        SpaceBudget.indexRetention(config.maxSize()),
                        database -> new OpenStore.Ground(
                                vertx,
                                config,
                                events,
                                time,
                                directory,
                                workers,
                                database,
                                space(config, around, workers),
                                new Trust(directory.wasClean()),
                                around.steps())))
                .onFailure(failure -> workers.close());
    }

    /** Looks at the disk, so a worker's work. */
    private static DiskSpace space(StoreConfig config, Surroundings around, StoreWorkers workers) {
        SpaceBudget budget = new SpaceBudget(config.maxSize(), config.minFree());
        DiskSpace space = new DiskSpace(config.data(), around.usable(), budget, workers, around.time());
        space.measure();
        return space;
    }

    private static Future<StoreLife> begin(
            Vertx vertx,
            DataDirectory directory,
            Duration indexRetention,
            Function<IndexDatabase, OpenStore.Ground> ground) {
        return IndexDatabase.open(vertx, directory.index(), indexRetention)
                .recover(failure -> reopen(vertx, directory, indexRetention, failure))
                .compose(database -> vertx.executeBlocking(() -> ground.apply(database)))
                .compose(on -> OpenStore.on(on).map(store -> new StoreLife(on, store)))
                .onFailure(failure -> directory.close());
    }

    /** A new index in the place of one that cannot be read: the media are fetched again, and no byte is guessed. */
    private static Future<IndexDatabase> reopen(
            Vertx vertx, DataDirectory directory, Duration retention, Throwable failure) {
        if (!IndexDatabase.isUnreadable(failure)) {
            return Future.failedFuture(new DataDirectoryException(
                    "store.data: the index of " + directory.root() + " cannot be opened: " + failure.getMessage(),
                    failure));
        }
        return vertx.executeBlocking(directory::setIndexAside).compose(aside -> {
            LOG.atError()
                    .addKeyValue(LogKeys.PATH, aside)
                    .addKeyValue(LogKeys.REASON, failure.getMessage())
                    .log("the index cannot be read and has been put aside; what was stored is fetched again");
            return IndexDatabase.open(vertx, directory.index(), retention);
        });
    }

    /**
     * What a store cannot know by itself.
     *
     * @param usable free bytes on the file system of its directory
     * @param steps told of each step of a write
     */
    public record Surroundings(InstantSource time, LongSupplier usable, Steps steps) {}

    public OpenStore store() {
        return store;
    }

    /** Succeeds when all is closed; never fails, and takes about {@value #SETTLE_MS} ms at most. */
    public Future<Void> end() {
        ending = true;
        vertx.cancelTimer(forceTimer);
        vertx.cancelTimer(tidyTimer);
        vertx.cancelTimer(expiryTimer);
        vertx.cancelTimer(repetitionTimer);
        return store.settle()
                .timeout(SETTLE_MS, TimeUnit.MILLISECONDS)
                .onFailure(StoreLife::warn)
                .transform(settled -> database.close().map(closed -> settled.succeeded() && trust.isWhole()))
                .compose(clean -> vertx.executeBlocking(() -> {
                    release(clean);
                    return null;
                }))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private void release(boolean clean) throws IOException {
        try (directory) {
            workers.close();
            if (clean) {
                directory.markClean();
            }
        }
        LOG.atInfo()
                .addKeyValue(LogKeys.PATH, directory.root())
                .addKeyValue("clean", clean)
                .log("store closed");
    }

    private static void warn(Throwable failure) {
        LOG.atWarn().addKeyValue(LogKeys.REASON, failure.toString()).log("store could not finish its upkeep");
    }
}
