package dev.playhead.store.io.audit;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.store.io.file.DataDirectory;
import dev.playhead.store.io.file.DataDirectoryException;
import dev.playhead.store.io.file.VersionFile;
import dev.playhead.store.io.index.IndexChange;
import dev.playhead.store.io.index.IndexDatabase;
import dev.playhead.store.io.index.IndexReader;
import dev.playhead.store.io.index.IndexWriter;
import dev.playhead.store.io.index.IndexWriter.Urgency;
import dev.playhead.store.io.index.IndexedMedia;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads back every chunk that the index of a store names and compares it with its checksum. Not thread-safe; blocks. The
 * store must not be open elsewhere.
 */
public final class StoreAudit implements AutoCloseable {
    private static final int PAGE = 100;

    private final Vertx vertx;
    private final DataDirectory directory;
    private final IndexDatabase database;
    private final IndexReader reader;
    private final List<Damage> damages = new ArrayList<>();
    private long media;
    private long chunks;
    private long bytes;

    private StoreAudit(Vertx vertx, DataDirectory directory, IndexDatabase database) {
        this.vertx = vertx;
        this.directory = directory;
        this.database = database;
        this.reader = new IndexReader(database);
    }

    /**
     * Opens the store in a directory.
     *
     * @throws DataDirectoryException when it is in use or its index cannot be read; names the directory
     */
    public static StoreAudit open(Path root) {
        DataDirectory directory = DataDirectory.open(root);
        Vertx vertx = Vertx.vertx();
        try {
            return new StoreAudit(
                    vertx,
                    directory,
                    IndexDatabase.open(vertx, directory.index(), Duration.ZERO).await());
        } catch (RuntimeException e) {
            vertx.close().await();
            directory.close();
            throw new DataDirectoryException(
                    "store.data: the index of " + directory.root() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Reads everything; once. */
    public Report run(Watcher watcher) {
        long total = reader.storedBytes().await();
        List<MediaId> page = reader.page(null, PAGE).await();
        while (!page.isEmpty()) {
            for (MediaId each : page) {
                media++;
                reader.find(each).await().ifPresent(found -> check(found, total, watcher));
            }
            page = reader.page(page.get(page.size() - 1), PAGE).await();
        }
        return new Report(media, chunks, bytes, damages);
    }

    private void check(IndexedMedia indexed, long total, Watcher watcher) {
        MediaVersion version = indexed.history().current();
        Path path = directory.file(indexed.media(), version.id(), indexed.versionNumber());
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            indexed.chunks().forEach((chunk, crc) -> check(indexed, file, Map.entry(chunk, crc), total, watcher));
        } catch (IOException gone) {
            indexed.chunks().forEach((chunk, crc) -> check(indexed, null, Map.entry(chunk, crc), total, watcher));
        }
    }

    private void check(
            IndexedMedia indexed,
            @Nullable FileChannel file,
            Map.Entry<Long, Integer> row,
            long total,
            Watcher watcher) {
        ChunkLayout layout = indexed.history().current().layout();
        ByteRange range = layout.rangeOf(row.getKey());
        problem(file, range, row.getValue()).ifPresent(kind -> {
            Damage damage = new Damage(indexed.media(), indexed.versionNumber(), row.getKey(), range, kind);
            damages.add(damage);
            watcher.found(damage);
        });
        chunks++;
        bytes += range.length();
        watcher.progressed(bytes, total);
    }

    private static Optional<Damage.Kind> problem(@Nullable FileChannel file, ByteRange range, int crc) {
        if (file == null) {
            return Optional.of(Damage.Kind.MISSING);
        }
        try {
            return VersionFile.crc32c(file, range) == crc ? Optional.empty() : Optional.of(Damage.Kind.CHANGED);
        } catch (IOException unreadable) {
            return Optional.of(Damage.Kind.MISSING);
        }
    }

    /** Has the index forget what was found damaged, so that it is fetched again. */
    public void repair() {
        IndexWriter writer = new IndexWriter(vertx, database);
        damages.forEach(damage -> writer.submit(
                new IndexChange.RemoveChunks(damage.version(), List.of(damage.chunk())), Urgency.SOON, outcome -> {}));
        writer.flushed().await();
        database.checkpoint().await();
        damages.clear();
    }

    /** Leaves the directory in order, and marked so when all that the index names has been found right. */
    @Override
    public void close() {
        database.close().await();
        try (directory) {
            if (damages.isEmpty() && chunks > 0) {
                directory.markClean();
            }
        } catch (IOException e) {
            throw new DataDirectoryException("store.data: " + directory.root() + " cannot be written: " + e, e);
        } finally {
            vertx.close().await();
        }
    }
}
