package dev.playhead.store.io.space;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaId;
import dev.playhead.store.core.space.EvictionOrder;
import dev.playhead.store.core.space.IndexRuns;
import dev.playhead.store.core.space.Run;
import dev.playhead.store.core.space.S3Fifo;
import dev.playhead.store.io.media.StoredVersion;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All runs that are stored, in memory or not, in the order in which they leave. Thread-safe; constant time for what
 * writers and readers ask of it.
 */
public final class RunLedger {
    /** A player that opens a media reads these first: they are worth a round more than the middle. */
    private static final int EDGE_READS = 1;

    private static final long MILLIS_PER_SECOND = 1000;

    private final long runBytes;
    private final EvictionOrder<Run> order = new S3Fifo<>();
    private final IndexRuns index;
    private final Map<Long, Owner> owners = new HashMap<>();

    /** Whose runs they are. */
    private record Owner(MediaId media, long length) {}

    /** A run that should leave. */
    public record Victim(MediaId media, Run run, ByteRange range) {}

    /**
     * @param runBytes the size of a run, a multiple of every chunk size
     * @param storeBytes what the store may take in all
     */
    public RunLedger(long runBytes, long storeBytes) {
        this.runBytes = runBytes;
        this.index = new IndexRuns(runBytes, storeBytes);
    }

    public long runBytes() {
        return runBytes;
    }

    /** Bytes of a version have been stored. */
    public synchronized void stored(MediaId media, long version, long length, ByteRange range, long nowSeconds) {
        owners.computeIfAbsent(version, absent -> new Owner(media, length));
        for (long run = range.start() / runBytes; run * runBytes < range.end(); run++) {
            order.added(new Run(version, run), index.isEdge(run, length) ? EDGE_READS : 0, nowSeconds);
        }
    }

    /** Bytes of a version have been stored. */
    public void stored(StoredVersion version, ByteRange range, InstantSource time) {
        stored(version.media(), version.number(), version.version().length(), range, time.millis() / MILLIS_PER_SECOND);
    }

    /** A byte of a version has been read, by a reader that began with another one or the same. */
    synchronized void read(StoredVersion version, long began, long position, InstantSource time) {
        order.read(new Run(version.number(), position / runBytes), time.millis() / MILLIS_PER_SECOND);
        index.read(version.number(), version.version().length(), began, position);
    }

    /** A version is no longer stored. */
    public synchronized void forget(long version) {
        Owner owner = owners.remove(version);
        if (owner != null) {
            for (long run = 0; run * runBytes < owner.length(); run++) {
                removed(new Run(version, run));
            }
        }
    }

    /**
     * Takes out what should leave next.
     *
     * @param bytes how many at least, if there are as many
     * @param mayLeave asked for each run
     */
    synchronized List<Victim> victims(long bytes, Predicate<Victim> mayLeave) {
        List<Victim> victims = new ArrayList<>();
        long found = 0;
        while (found < bytes) {
            Optional<Run> next = order.victim(run -> mayLeave.test(victim(run)));
            if (next.isEmpty()) {
                break;
            }
            Victim victim = victim(next.get());
            removed(victim.run());
            victims.add(victim);
            found += victim.range().length();
        }
        return victims;
    }

    private void removed(Run run) {
        order.removed(run);
        index.removed(run);
    }

    /** Whether players read a run when they open its media. */
    synchronized boolean isIndex(Run run) {
        return index.contains(run);
    }

    private Victim victim(Run run) {
        Owner owner = owners.get(run.version());
        if (owner == null) {
            throw new IllegalStateException("run " + run + " has no owner: forget() removes both");
        }
        return new Victim(owner.media(), run, run.range(runBytes, owner.length()));
    }

    public synchronized int size() {
        return order.size();
    }
}
