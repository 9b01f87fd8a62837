package dev.playhead.store.io.run;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.MediaReader;
import dev.playhead.common.bytes.SpanWriter;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.store.StoreConfig;
import dev.playhead.store.io.StoreWorkers;
import dev.playhead.store.io.file.DataDirectory;
import dev.playhead.store.io.file.FreeSpace;
import dev.playhead.store.io.index.IndexDatabase;
import dev.playhead.store.io.index.IndexReader;
import dev.playhead.store.io.index.IndexWriter;
import dev.playhead.store.io.local.LocalMediaCatalog;
import dev.playhead.store.io.local.LocalMediaReader;
import dev.playhead.store.io.local.LocalSpanWriter;
import dev.playhead.store.io.media.Adoption;
import dev.playhead.store.io.media.Durability;
import dev.playhead.store.io.media.MediaLoader;
import dev.playhead.store.io.media.MediaRegistry;
import dev.playhead.store.io.media.Removal;
import dev.playhead.store.io.media.Scrubber;
import dev.playhead.store.io.media.StoreEvents;
import dev.playhead.store.io.media.Trust;
import dev.playhead.store.io.media.Verifier;
import dev.playhead.store.io.media.Versions;
import dev.playhead.store.io.media.WriteOrder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The parts of an open store, wired. Thread-safe. */
public final class OpenStore {
    private final StoreConfig config;
    private final IndexReader reader;
    private final MediaRegistry registry;
    private final IndexWriter index;
    private final Verifier verifier;
    private final WriteOrder order;
    private final Durability durability;
    private final Scrubber scrubber;
    private final Removal removal;
    private final SpanWriter spanWriter;
    private final MediaReader mediaReader;
    private final MediaCatalog mediaCatalog;

    /**
     * What a store is built on.
     *
     * @param usable free bytes where the files lie
     */
    public record Ground(
            Vertx vertx,
            StoreConfig config,
            EventPublisher events,
            InstantSource time,
            DataDirectory directory,
            StoreWorkers workers,
            IndexDatabase database,
            LongSupplier usable,
            Trust trust) {}

    private OpenStore(Ground on, IndexReader reader, long lastVersionNumber) {
        Vertx vertx = on.vertx();
        InstantSource time = on.time();
        config = on.config();
        this.reader = reader;
        index = new IndexWriter(vertx, on.database());
        StoreEvents events = new StoreEvents(on.events(), time);
        Versions versions = new Versions(on.directory(), on.workers(), lastVersionNumber);
        verifier = new Verifier(index, events);
        MediaLoader loader = new MediaLoader(vertx, reader, index, versions, verifier, on.trust());
        registry = new MediaRegistry(loader, config.maxMedia(), time);
        FreeSpace space = new FreeSpace(on.usable(), config.minFree(), time);
        order = new WriteOrder(index, events, verifier, space, time);
        durability = new Durability(registry, on.database(), on.workers(), time);
        scrubber = new Scrubber(vertx, reader, registry, verifier, on.trust(), config.scrubRate());
        removal = new Removal(vertx, reader, index, versions, events);
        spanWriter = new LocalSpanWriter(vertx, registry, new Adoption(versions, index, events, time), order, time);
        mediaReader = new LocalMediaReader(vertx, registry, verifier, time);
        mediaCatalog = new LocalMediaCatalog(vertx, registry, reader, removal);
    }

    /** Succeeds with the store when it can serve; checks and deletions that a former life left go on behind. */
    public static Future<OpenStore> on(Ground ground) {
        IndexReader reader = new IndexReader(ground.database());
        return reader.highestVersionNumber().map(number -> new OpenStore(ground, reader, number));
    }

    public SpanWriter spanWriter() {
        return spanWriter;
    }

    public MediaReader mediaReader() {
        return mediaReader;
    }

    public MediaCatalog mediaCatalog() {
        return mediaCatalog;
    }

    /** Why the store takes no writes; empty while all is well. */
    public Optional<String> problem() {
        return index.broken().map(cause -> "index cannot be written: " + cause);
    }

    /** Returns how many chunks have been found wrong or missing, and forgotten, since the store was opened. */
    public long chunksForgotten() {
        return verifier.forgotten();
    }

    /** Returns how many media are in memory, known or waited for. */
    public int mediaInMemory() {
        return registry.size();
    }

    /** Does what a former life left to do; event loop only. */
    public Future<Void> catchUp() {
        return Future.join(reader.recall(), removal.removeRetired(), scrubber.run())
                .mapEmpty();
    }

    /** Closes files and forgets media that nobody uses. */
    public void tidy() {
        registry.tidy(config.fileIdle());
    }

    /** Brings what was written to the disk; see {@link Durability#force}. */
    public Future<Void> force() {
        return durability.force();
    }

    /**
     * Ends all work: writes and reads under way fail, and what was taken is brought to index and disk.
     *
     * @return succeeds when everything is on the disk; fails when that cannot be said
     */
    public Future<Void> settle() {
        order.stop();
        scrubber.stop();
        registry.abandon(new StoreException.Unavailable("the store is stopping"));
        return registry.quiet()
                .compose(quiet -> index.flushed())
                .compose(flushed -> durability.force())
                .onComplete(done -> index.close());
    }
}
