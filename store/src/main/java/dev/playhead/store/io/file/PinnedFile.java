package dev.playhead.store.io.file;

import dev.playhead.common.model.ByteRange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The file of one version, open while somebody holds a pin on it and for a while after. Thread-safe.
 *
 * <p>It is opened, closed and deleted on its lane, where all other I/O of the version happens too.
 */
public final class PinnedFile {
    private final Path path;
    private final long length;
    private final SerialLane lane;
    private int pins;
    private Instant unpinned = Instant.MIN;
    private volatile @Nullable VersionFile file;
    private volatile boolean dirty;
    private @Nullable Runnable afterDelete;
    private boolean deleted;

    public PinnedFile(Path path, long length, Executor workers) {
        this.path = path;
        this.length = length;
        this.lane = new SerialLane(workers);
    }

    /** Returns where all I/O of the version runs, in order. */
    public SerialLane lane() {
        return lane;
    }

    /**
     * Keeps the file open until {@link #unpin}, which is due only when this succeeds.
     *
     * @return succeeds when the file is open, at once when it was, else on the lane; fails with {@link IOException} when
     *     it cannot be opened or has been deleted
     */
    public Future<Void> pin() {
        synchronized (this) {
            if (deleted) {
                return Future.failedFuture(new FileDeletedException(path));
            }
            pins++;
            if (file != null) {
                return Future.succeededFuture();
            }
        }
        Promise<Void> opened = Promise.promise();
        lane.execute(() -> open(opened));
        return opened.future();
    }

    private void open(Promise<Void> opened) {
        try {
            if (file == null) {
                file = VersionFile.open(path, length);
            }
        } catch (IOException e) {
            letGo();
            opened.fail(e);
            return;
        }
        opened.complete();
    }

    /** Gives a pin back. */
    public void unpin(Instant now) {
        synchronized (this) {
            unpinned = now;
        }
        letGo();
    }

    /** Takes a pin away; with the last one goes a file that is to be deleted. */
    private void letGo() {
        synchronized (this) {
            pins--;
            if (pins > 0 || afterDelete == null) {
                return;
            }
        }
        lane.execute(this::deleteIfUnpinned);
    }

    /** Returns the open file; only while pinned. */
    public VersionFile open() {
        return Objects.requireNonNull(file, "file is used without a pin");
    }

    /** Returns the channel for readers; only while pinned. */
    public FileChannel reader() {
        return open().reader();
    }

    /** Takes note that bytes have been written that are not on the disk yet. */
    public void wrote() {
        dirty = true;
    }

    /** Whether {@link #force} has something to do. */
    public boolean isDirty() {
        return dirty;
    }

    /** Brings what was written to the disk; only while pinned, on any worker, beside the lane. */
    public void force() throws IOException {
        dirty = false;
        try {
            open().force();
        } catch (IOException e) {
            dirty = true;
            throw e;
        }
    }

    /** Closes the file if nobody has pinned it since, and what was written is on the disk. */
    public void closeIfIdle(Instant since) {
        if (file != null && isIdle(since)) {
            lane.execute(() -> closeNow(since));
        }
    }

    private synchronized boolean isIdle(Instant since) {
        return pins == 0 && !dirty && !unpinned.isAfter(since);
    }

    private void closeNow(Instant since) {
        VersionFile closing;
        synchronized (this) {
            closing = file;
            if (closing == null || !isIdle(since)) {
                return;
            }
            file = null;
        }
        try {
            closing.close();
        } catch (IOException ignored) {
            // Nothing is buffered here: what was written is with the system.
        }
    }

    /**
     * Gives ranges of the file back to the disk, as whole blocks. Lane only.
     *
     * @param ranges that hold nothing anybody may read
     * @return how many bytes of the disk that has freed
     */
    public long giveBack(List<ByteRange> ranges) throws IOException {
        if (ranges.isEmpty() || !Files.exists(path)) {
            return 0;
        }
        long before = NativeFiles.allocated(path);
        for (ByteRange range : ranges) {
            if (!NativeFiles.punch(path, range) && range.equals(new ByteRange(0, length))) {
                VersionFile.empty(path, length);
            }
        }
        return before - NativeFiles.allocated(path);
    }

    /**
     * Deletes the file as soon as nobody holds a pin; no pin is given after that.
     *
     * @param afterwards called on the lane when it is gone
     */
    public void deleteWhenUnpinned(Runnable afterwards) {
        synchronized (this) {
            afterDelete = afterwards;
        }
        lane.execute(this::deleteIfUnpinned);
    }

    private void deleteIfUnpinned() {
        Runnable afterwards;
        synchronized (this) {
            if (pins > 0 || deleted) {
                return;
            }
            deleted = true;
            dirty = false;
            afterwards = Objects.requireNonNull(afterDelete);
        }
        closeNow(Instant.MAX);
        try {
            Files.deleteIfExists(path);
        } catch (IOException ignored) {
            // The index forgets it all the same; a restart deletes what the index does not know.
        }
        afterwards.run();
    }
}
