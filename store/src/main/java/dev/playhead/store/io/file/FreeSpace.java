package dev.playhead.store.io.file;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.model.DataSize;
import dev.playhead.store.core.SpaceBudget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Keeps writes out of the last free bytes of the file system. Thread-safe; asks the system once a second at most. */
public final class FreeSpace {
    /** Others write to the disk too, but not gigabytes within a second. */
    private static final Duration SAMPLE_AGE = Duration.ofSeconds(1);

    private final LongSupplier usable;
    private final InstantSource time;
    private final DataSize minFree;
    private final SpaceBudget budget;
    private Instant sampled;

    /** @param usable bytes free on the file system */
    public FreeSpace(LongSupplier usable, DataSize minFree, InstantSource time) {
        this.usable = usable;
        this.time = time;
        this.minFree = minFree;
        this.budget = new SpaceBudget(minFree.bytes(), usable.getAsLong());
        this.sampled = time.instant();
    }

    /** Returns what is usable on the file system that will hold a path; 0 when that cannot be said. */
    public static LongSupplier of(Path path) {
        return () -> path.toFile().getUsableSpace();
    }

    /**
     * Takes room for bytes that are about to be written. Worker.
     *
     * @throws StoreException.Full when they would reach into what must stay free
     */
    public synchronized void admit(long bytes) {
        Instant now = time.instant();
        if (now.isAfter(sampled.plus(SAMPLE_AGE))) {
            sampled = now;
            budget.sampled(usable.getAsLong());
        }
        if (!budget.admit(bytes)) {
            throw new StoreException.Full("no room for " + bytes + " bytes: "
                    + new DataSize(Math.max(0, budget.usable())) + " free, store.min-free " + minFree);
        }
    }
}
