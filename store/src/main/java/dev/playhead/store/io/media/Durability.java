package dev.playhead.store.io.media;

import dev.playhead.common.log.LogKeys;
import dev.playhead.store.io.file.PinnedFile;
import dev.playhead.store.io.index.IndexDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings files, then the index, to the disk, many writes at once; nobody waits for it but a clean stop. Thread-safe.
 *
 * <p>It bounds what a power loss may take: the checksums find whatever is missing.
 */
public final class Durability {
    private static final Logger LOG = LoggerFactory.getLogger(Durability.class);

    private final MediaRegistry registry;
    private final IndexDatabase database;
    private final Executor workers;
    private final InstantSource time;
    private final Steps steps;

    public Durability(
            MediaRegistry registry, IndexDatabase database, Executor workers, InstantSource time, Steps steps) {
        this.steps = steps;
        this.registry = registry;
        this.database = database;
        this.workers = workers;
        this.time = time;
    }

    /** Forces all that has been written; succeeds when it is on the disk, fails when some of it is not. */
    public Future<Void> force() {
        List<MediaEntry> dirty = registry.entries().stream()
                .filter(entry -> entry.current()
                        .filter(version -> version.file().isDirty())
                        .isPresent())
                .toList();
        return dirty.isEmpty()
                ? Future.succeededFuture()
                : Future.join(dirty.stream().map(this::force).toList()).compose(forced -> {
                    steps.done(Steps.Step.FORCED);
                    return database.checkpoint();
                });
    }

    private Future<Void> force(MediaEntry entry) {
        PinnedFile file = entry.current().orElseThrow().file();
        return file.pin().compose(pinned -> {
            Promise<Void> forced = Promise.promise();
            workers.execute(() -> force(entry, file, forced));
            return forced.future().onComplete(done -> file.unpin(time.instant()));
        });
    }

    private static void force(MediaEntry entry, PinnedFile file, Promise<Void> forced) {
        try {
            file.force();
            forced.complete();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue(LogKeys.MEDIA, entry.media()).setCause(e).log("file cannot be forced to the disk");
            forced.fail(e);
        }
    }
}
