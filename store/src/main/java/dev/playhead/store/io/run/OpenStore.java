package dev.playhead.store.io.run;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.MediaReader;
import dev.playhead.common.bytes.PreCaches;
import dev.playhead.common.bytes.SpanWriter;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.model.DataSize;
import dev.playhead.store.StoreConfig;
import dev.playhead.store.core.space.Run;
import dev.playhead.store.core.space.SpaceBudget;
import dev.playhead.store.io.StoreWorkers;
import dev.playhead.store.io.file.DataDirectory;
import dev.playhead.store.io.file.DiskSpace;
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
import dev.playhead.store.io.media.RangeRemoval;
import dev.playhead.store.io.media.Removal;
import dev.playhead.store.io.media.Scrubber;
import dev.playhead.store.io.media.Steps;
import dev.playhead.store.io.media.StoreEvents;
import dev.playhead.store.io.media.Trust;
import dev.playhead.store.io.media.Verifier;
import dev.playhead.store.io.media.Versions;
import dev.playhead.store.io.media.WriteOrder;
import dev.playhead.store.io.precache.PreCacheDesk;
import dev.playhead.store.io.space.Audience;
import dev.playhead.store.io.space.Evictor;
import dev.playhead.store.io.space.Expiry;
import dev.playhead.store.io.space.Pins;
import dev.playhead.store.io.space.RunLedger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;

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
    private final Sweep sweep;
    private final Pins pins;
    private final Evictor evictor;
    private final Expiry expiry;
    private final PreCacheDesk preCaches;
    private final DiskSpace space;
    private final StoreWorkers workers;
    private final InstantSource time;
    private final long lastVersionNumber;
    private final SpanWriter spanWriter;
    private final MediaReader mediaReader;
    private final MediaCatalog mediaCatalog;

    /**
     * What a store is built on.
     *
     * @param space measured
     */
    public record Ground(
            Vertx vertx,
            StoreConfig config,
            EventPublisher events,
            InstantSource time,
            DataDirectory directory,
            StoreWorkers workers,
            IndexDatabase database,
            DiskSpace space,
            Trust trust,
            Steps steps) {

        /** What the store may take in all. */
        long storeBytes() {
            return config.maxSize().bytes() > 0 ? config.maxSize().bytes() : space.reachable();
        }

        /** The size of runs; where a file system gives back whole files only, a version is one run. */
        long runBytes() {
            return directory.canPunch() ? Run.bytesFor(new DataSize(storeBytes())) : Run.WHOLE;
        }
    }

    private OpenStore(Ground on, IndexReader reader, long lastVersionNumber) {
        Vertx vertx = on.vertx();
        time = on.time();
        config = on.config();
        this.reader = reader;
        this.lastVersionNumber = lastVersionNumber;
        workers = on.workers();
        space = on.space();
        index = new IndexWriter(vertx, on.database());
        pins = new Pins(index);
        StoreEvents events = new StoreEvents(on.events(), time);
        RunLedger ledger = new RunLedger(on.runBytes(), on.storeBytes());
        Audience audience = new Audience(ledger, index, time);
        Versions versions = new Versions(on.directory(), workers, lastVersionNumber, audience);
        verifier = new Verifier(index, events);
        MediaLoader loader = new MediaLoader(vertx, reader, index, versions, verifier, on.trust());
        registry = new MediaRegistry(loader, config.maxMedia(), time);
        order = new WriteOrder(index, events, verifier, space, time, on.steps());
        durability = new Durability(registry, on.database(), workers, time, on.steps());
        scrubber = new Scrubber(vertx, reader, registry, verifier, on.trust(), config.scrubRate());
        removal = new Removal(vertx, reader, index, versions, events);
        RangeRemoval ranges = new RangeRemoval(index, events, on.steps());
        sweep = new Sweep(vertx, on.directory(), reader, new Sweep.Stock(ledger, registry, ranges), time);
        expiry = new Expiry(reader, registry, removal, pins, config.unwatched(), time);
        evictor = new Evictor(vertx, new Evictor.Means(registry, ledger, space, pins, ranges), time, on.storeBytes());
        Adoption adoption = new Adoption(versions, index, events, time, on.steps());
        spanWriter = new LocalSpanWriter(vertx, registry, adoption, order, evictor, time);
        mediaReader = new LocalMediaReader(vertx, registry, verifier, time);
        mediaCatalog = new LocalMediaCatalog(vertx, registry, reader, adoption, removal, pins);
        preCaches = new PreCacheDesk(
                vertx,
                new PreCacheDesk.Means(index, pins, registry, on.events()),
                time,
                SpaceBudget.keepable(on.storeBytes()));
        space.onWanted(evictor::wake);
    }

    /** Succeeds with the store when it can serve; checks and deletions that a former life left go on behind. */
    public static Future<OpenStore> on(Ground ground) {
        IndexReader reader = new IndexReader(ground.database());
        return reader.highestVersionNumber().compose(indexed -> ground.vertx()
                .executeBlocking(() -> Math.max(indexed, ground.directory().highestNumber()))
                .map(number -> new OpenStore(ground, reader, number)));
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

    /** What it is asked to have before anybody watches it. */
    public PreCaches preCaches() {
        return preCaches;
    }

    /** Tells the scheduler, once more, what is to be fetched though nobody watches it. */
    public void repeatPreCaches() {
        preCaches.repeat();
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
        return Future.join(
                        reader.recall(),
                        reader.pinned().onSuccess(pins::restore),
                        reader.intents().onSuccess(preCaches::restore),
                        removal.removeRetired()
                                .compose(removed -> removal.forgetReplaced(time.instant()))
                                .compose(forgotten -> sweep.run(lastVersionNumber))
                                .onSuccess(swept -> measure()),
                        scrubber.run())
                .mapEmpty();
    }

    /** Looks at the disk, and gives back what is wanted. */
    public void measure() {
        workers.execute(space::measure);
    }

    /** Forgets media that nobody has watched for too long, and versions that were replaced long ago. */
    public Future<Void> expire() {
        return expiry.run().eventually(() -> removal.forgetReplaced(time.instant()));
    }

    /** Returns how many bytes have been evicted since the store was opened. */
    public long evictedBytes() {
        return evictor.evictedBytes();
    }

    /** Returns how many bytes of the disk the store takes. */
    public long usedBytes() {
        return space.used();
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
        evictor.stop();
        registry.abandon(new StoreException.Unavailable("the store is stopping"));
        return registry.quiet()
                .compose(quiet -> index.flushed())
                .compose(flushed -> durability.force())
                .onComplete(done -> index.close());
    }
}
