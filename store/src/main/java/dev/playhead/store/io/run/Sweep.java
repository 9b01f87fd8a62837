package dev.playhead.store.io.run;

import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.ByteRange;
import dev.playhead.store.io.file.DataDirectory;
import dev.playhead.store.io.file.NativeFiles;
import dev.playhead.store.io.index.IndexReader;
import dev.playhead.store.io.index.IndexReader.Current;
import dev.playhead.store.io.index.IndexReader.StoredRun;
import dev.playhead.store.io.media.MediaRegistry;
import dev.playhead.store.io.media.RangeRemoval;
import dev.playhead.store.io.media.StoredVersion;
import dev.playhead.store.io.space.RunLedger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a former life's space in order: enters what is stored into the order of eviction, and gives back what the disk
 * holds and the index does not know. Thread-safe.
 */
final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    /** What a file may take beyond its chunks: its own map of blocks. */
    private static final long SLACK_BYTES = 16 * 1024;

    private static final long MILLIS_PER_SECOND = 1000;

    private final Vertx vertx;
    private final DataDirectory directory;
    private final IndexReader reader;
    private final Stock stock;
    private final InstantSource time;

    /** What is stored, and the ways to it. */
    record Stock(RunLedger ledger, MediaRegistry registry, RangeRemoval removal) {}

    Sweep(Vertx vertx, DataDirectory directory, IndexReader reader, Stock stock, InstantSource time) {
        this.vertx = vertx;
        this.directory = directory;
        this.reader = reader;
        this.stock = stock;
        this.time = time;
    }

    /**
     * Does it.
     *
     * @param lastNumber the highest number of a version that the former life may have left
     */
    Future<Void> run(long lastNumber) {
        return reader.current()
                .compose(versions -> reader.runs(stock.ledger().runBytes())
                        .compose(runs -> vertx.executeBlocking(() -> enter(versions, runs, lastNumber), false)))
                .compose(fat -> trim(fat.iterator()));
    }

    /** Returns the versions whose files take more than the index accounts for. */
    private List<Current> enter(List<Current> current, List<StoredRun> runs, long lastNumber) throws IOException {
        Map<Long, Current> versions = new HashMap<>();
        current.forEach(version -> versions.put(version.number(), version));
        Map<Long, Long> known = new HashMap<>();
        for (StoredRun run : runs) {
            known.merge(run.version(), run.bytes(), Long::sum);
            Optional.ofNullable(versions.get(run.version())).ifPresent(version -> enter(version, run));
        }
        deleteUnknown(
                current.stream()
                        .map(version -> directory.file(version.media(), version.version(), version.number()))
                        .collect(Collectors.toSet()),
                lastNumber);
        return current.stream()
                .filter(version -> allocated(version) > known.getOrDefault(version.number(), 0L) + SLACK_BYTES)
                .toList();
    }

    private void enter(Current version, StoredRun run) {
        ByteRange start = ByteRange.ofLength(run.run() * stock.ledger().runBytes(), 1);
        long now = time.millis() / MILLIS_PER_SECOND;
        stock.ledger().stored(version.media(), version.number(), version.length(), start, now);
    }

    private long allocated(Current version) {
        try {
            return NativeFiles.allocated(directory.file(version.media(), version.version(), version.number()));
        } catch (IOException gone) {
            return 0;
        }
    }

    /** What this life has made is left alone. */
    private void deleteUnknown(Set<Path> known, long lastNumber) throws IOException {
        for (Path file : directory.files()) {
            if (!known.contains(file) && DataDirectory.number(file) <= lastNumber) {
                Files.deleteIfExists(file);
                LOG.atInfo().addKeyValue(LogKeys.PATH, file).log("file that the index does not know deleted");
            }
        }
    }

    private Future<Void> trim(Iterator<Current> fat) {
        return fat.hasNext() ? trim(fat.next()).compose(done -> trim(fat)) : Future.succeededFuture();
    }

    private Future<Long> trim(Current version) {
        return stock.registry()
                .acquire(version.media())
                .compose(entry -> {
                    Optional<StoredVersion> here = entry.current().filter(there -> there.number() == version.number());
                    return here.isPresent() ? stock.removal().trim(here.get()) : Future.succeededFuture(0L);
                })
                .onComplete(done -> stock.registry().release(version.media()));
    }
}
