package dev.playhead.store.io.file;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.ByteRange;
import dev.playhead.store.core.space.SpaceBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of the disk the store takes and may still take, in blocks. Thread-safe.
 *
 * <p>Blocks are counted by {@link #measure}, and what is free is looked up once a second; in between, every write and every
 * hole is counted.
 */
public final class DiskSpace {
    private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);

    /** Others write to the disk too, but not gigabytes within a second. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** Blocks are counted anew after so many bytes: what is not counted in between stays small beside the store. */
    private static final long MIN_LOOK_BYTES = 16L * 1024 * 1024;

    private static final int LOOK_SHARE = 64;

    /** A buffer of a span, and what a file system needs to note down where it is: less than this is no room for it. */
    private static final long LEAST_ROOM = 256 * 1024;

    private static final FullDiskWords FULL = FullDiskWords.ofThisSystem();

    private final Path directory;
    private final LongSupplier usable;
    private final SpaceBudget budget;
    private final Ballast ballast;
    private final InstantSource time;
    private Instant looked = Instant.MIN;
    private final Executor workers;
    private long admittedSince;
    private boolean asked;
    private boolean measuring;
    private Runnable whenWanted = () -> {};

    /**
     * @param directory all below it counts, the index too
     * @param usable bytes that are free on its file system
     * @param workers to count blocks on
     */
    public DiskSpace(Path directory, LongSupplier usable, SpaceBudget budget, Executor workers, InstantSource time) {
        this.workers = workers;
        this.time = time;
        this.directory = directory;
        this.usable = usable;
        this.budget = budget;
        this.ballast = new Ballast(directory);
    }

    /** Returns what is usable on the file system that will hold a path; 0 when that cannot be said. */
    public static LongSupplier usableAt(Path path) {
        return () -> path.toFile().getUsableSpace();
    }

    /** Says whom to call when space should be given back; on whatever thread noticed it. */
    public synchronized void onWanted(Runnable action) {
        whenWanted = action;
    }

    /** Looks at the disk. Worker. */
    public void measure() {
        boolean roomy;
        synchronized (this) {
            if (measuring) {
                return;
            }
            measuring = true;
            asked = false;
            admittedSince = 0;
            roomy = budget.wanted() == 0;
        }
        if (roomy) {
            ballast.take();
        }
        try {
            long used = DiskUse.of(directory);
            long free = usable.getAsLong();
            synchronized (this) {
                // What came while we counted may be counted twice, until the next look.
                budget.measured(used + admittedSince, free - admittedSince);
                looked = time.instant();
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue(LogKeys.PATH, directory).setCause(e).log("space on the disk cannot be measured");
        }
        synchronized (this) {
            measuring = false;
        }
        tellWanted();
    }

    /**
     * Takes room for bytes that are about to be written, in whole blocks.
     *
     * @throws StoreException.Full when they would break a limit
     */
    public void admit(ByteRange range) {
        long first = range.start() / NativeFiles.BLOCK_BYTES;
        long behind = (range.end() + NativeFiles.BLOCK_BYTES - 1) / NativeFiles.BLOCK_BYTES;
        long bytes = (behind - first) * NativeFiles.BLOCK_BYTES;
        boolean admitted;
        boolean stale;
        synchronized (this) {
            lookAtFree();
            admitted = budget.admit(bytes);
            admittedSince += admitted ? bytes : 0;
            stale = admittedSince > Math.max(MIN_LOOK_BYTES, budget.reachable() / LOOK_SHARE) && !asked;
            asked |= stale;
        }
        if (stale) {
            workers.execute(this::measure);
        }
        tellWanted();
        if (!admitted) {
            throw full();
        }
    }

    private void lookAtFree() {
        Instant now = time.instant();
        if (now.isAfter(looked.plus(LOOK_EVERY))) {
            looked = now;
            budget.measured(budget.used(), usable.getAsLong());
        }
    }

    private void tellWanted() {
        Runnable wanted;
        synchronized (this) {
            if (budget.wanted() == 0) {
                return;
            }
            wanted = whenWanted;
        }
        wanted.run();
    }

    /** Takes note of bytes that went back to the disk. */
    public synchronized void freed(long bytes) {
        budget.freed(bytes);
    }

    /**
     * Finds out whether a write of admitted bytes failed because the disk is full, and takes note of it then. Worker.
     *
     * <p>Either sign will do: the system says so, or its disk has no room. One that lies costs an eviction and another
     * attempt, which fails by another name once there is room.
     */
    public boolean isExhaustedBy(IOException failure) {
        if (!FULL.tell(failure) && !isOutOfRoom()) {
            return false;
        }
        ballast.release();
        synchronized (this) {
            budget.exhausted();
        }
        return true;
    }

    /** A file system that cannot be asked says zero to both questions. */
    private boolean isOutOfRoom() {
        return usable.getAsLong() < LEAST_ROOM && directory.toFile().getTotalSpace() > 0;
    }

    public synchronized boolean hasRoom(long bytes) {
        return budget.room() >= bytes;
    }

    /** Returns how many bytes the store could take if it took all that is free. */
    public synchronized long reachable() {
        return budget.reachable();
    }

    /** Returns how many bytes should be given back now. */
    public synchronized long wanted() {
        return budget.wanted();
    }

    /** Returns how many bytes of the disk the store takes. */
    public synchronized long used() {
        return budget.used();
    }

    public synchronized StoreException.Full full() {
        return new StoreException.Full("no room: " + budget.describe());
    }
}
