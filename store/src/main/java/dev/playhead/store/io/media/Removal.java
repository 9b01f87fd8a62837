package dev.playhead.store.io.media;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.store.core.VersionHistory;
import dev.playhead.store.io.index.IndexChange;
import dev.playhead.store.io.index.IndexReader;
import dev.playhead.store.io.index.IndexWriter;
import dev.playhead.store.io.index.IndexWriter.Urgency;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes media, and what is left of old versions, out of a store. Thread-safe. */
public final class Removal {
    private static final Logger LOG = LoggerFactory.getLogger(Removal.class);

    private final Vertx vertx;
    private final IndexReader reader;
    private final IndexWriter writer;
    private final Versions versions;
    private final StoreEvents events;

    public Removal(Vertx vertx, IndexReader reader, IndexWriter writer, Versions versions, StoreEvents events) {
        this.vertx = vertx;
        this.reader = reader;
        this.writer = writer;
        this.versions = versions;
        this.events = events;
    }

    /**
     * Removes a media; reads that wait for its bytes fail, and its file goes with its last reader.
     *
     * @return succeeds with whether it was known, when the index has forgotten it
     */
    public Future<Boolean> remove(MediaEntry entry) {
        Promise<Boolean> removed = Promise.promise();
        Optional<StoredVersion> current;
        synchronized (entry) {
            current = entry.current();
            if (current.isEmpty()) {
                return Future.succeededFuture(false);
            }
            entry.forget();
            StoredVersion gone = current.get();
            writer.submit(
                    new IndexChange.RemoveMedia(entry.media()),
                    Urgency.NOW,
                    failure -> removed(entry, gone, failure, removed));
        }
        current.get().retire();
        return removed.future();
    }

    private void removed(
            MediaEntry entry, StoredVersion version, Optional<Throwable> failure, Promise<Boolean> removed) {
        if (failure.isPresent()) {
            removed.fail(new StoreException.Unavailable("the media cannot be removed: " + failure.get()));
        } else {
            events.evicted(entry, version.version().id(), version.stored().asList());
            version.file().deleteWhenUnpinned(() -> {});
            removed.complete(true);
        }
    }

    /**
     * Has the index forget versions that were replaced so long ago that nothing of them comes any more. Who still reads one
     * goes on: its file goes with its last reader.
     *
     * @return fails with {@link StoreException.Unavailable} when the index cannot be written
     */
    public Future<Void> forgetReplaced(Instant now) {
        Promise<Void> forgotten = Promise.promise();
        writer.submit(
                new IndexChange.ForgetVersions(now.minus(VersionHistory.REMEMBERED)),
                Urgency.SOON,
                failure -> failure.ifPresentOrElse(
                        cause -> forgotten.fail(
                                new StoreException.Unavailable("old versions cannot be forgotten: " + cause)),
                        forgotten::complete));
        return forgotten.future();
    }

    /** Deletes what a former life left of versions that are not current any more. */
    public Future<Void> removeRetired() {
        return reader.retired()
                .compose(retired -> vertx.executeBlocking(() -> {
                    retired.forEach(this::remove);
                    return null;
                }));
    }

    private void remove(IndexReader.Retired retired) {
        try {
            versions.delete(retired.media(), retired.version(), retired.number());
            writer.submit(new IndexChange.RemoveAllChunks(retired.number()), Urgency.SOON, outcome -> {});
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("file of an old version cannot be deleted");
        }
    }
}
