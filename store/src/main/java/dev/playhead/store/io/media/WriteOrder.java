package dev.playhead.store.io.media;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.model.ByteRange;
import dev.playhead.store.core.WholeChunk;
import dev.playhead.store.io.file.DiskSpace;
import dev.playhead.store.io.file.VersionFile;
import dev.playhead.store.io.index.ChunkRow;
import dev.playhead.store.io.index.IndexChange;
import dev.playhead.store.io.index.IndexWriter;
import dev.playhead.store.io.index.IndexWriter.Urgency;
import dev.playhead.store.io.media.Steps.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one place that knows the order of a write: into the file, through the checksum, to the readers, into the index,
 * out as an event.
 *
 * <p>Readers go ahead of index and disk, so after a crash the index may lack what was read, and never names what was not
 * written; what a power loss takes from the file, the checksum finds. Methods run on the version's lane while its file
 * is pinned.
 */
public final class WriteOrder {
    private final IndexWriter index;
    private final StoreEvents events;
    private final Verifier verifier;
    private final DiskSpace space;
    private final InstantSource time;
    private final Steps steps;
    private volatile boolean stopped;

    public WriteOrder(
            IndexWriter index,
            StoreEvents events,
            Verifier verifier,
            DiskSpace space,
            InstantSource time,
            Steps steps) {
        this.steps = steps;
        this.index = index;
        this.events = events;
        this.verifier = verifier;
        this.space = space;
        this.time = time;
    }

    /** Takes no more bytes; what was taken goes its way. Any thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * Throws when a write cannot be begun now. Any thread.
     *
     * @throws StoreException.Unavailable when the store is stopping or its index is broken
     */
    public void requireOpen() {
        if (stopped) {
            throw new StoreException.Unavailable("the store is stopping");
        }
        Optional<Throwable> broken = index.broken();
        if (broken.isPresent()) {
            throw new StoreException.Unavailable("the store's index cannot be written: " + broken.get());
        }
    }

    /** Whether at least a first byte has room. */
    public boolean hasRoom() {
        return space.hasRoom(1);
    }

    /**
     * Writes buffers that follow one another, up to the first that fails; after {@link StoreException.Full} the same call
     * may be made again.
     *
     * @param position of the first byte
     * @throws StoreException what the span fails with; the bytes before stay
     */
    public void write(StoredVersion version, SpanProgress span, long position, List<Buffer> buffers) {
        List<ChunkRow> rows = new ArrayList<>();
        try {
            long at = position;
            for (Buffer bytes : buffers) {
                // What a first attempt has written before the disk was full is not written again.
                if (at + bytes.length() > span.reached()) {
                    write(version, span, at, bytes, rows);
                }
                at += bytes.length();
            }
        } catch (IOException e) {
            throw failure(e);
        } finally {
            if (!rows.isEmpty()) {
                submit(version, span, rows, Urgency.SOON, false);
            }
        }
    }

    private void write(StoredVersion version, SpanProgress span, long position, Buffer bytes, List<ChunkRow> rows)
            throws IOException {
        requireOpen();
        if (version.isRetired()) {
            throw new StoreException.StaleVersion("media " + version.media() + ": version "
                    + version.version().id() + " has been replaced while it was written");
        }
        ByteRange range = ByteRange.ofLength(position, bytes.length());
        span.hold(range);
        version.suspectsIn(range).forEach(chunk -> verifier.check(span.entry(), version, chunk));
        for (ByteRange missing : version.missing(range)) {
            space.admit(missing);
            Buffer part = bytes.slice((int) (missing.start() - position), (int) (missing.end() - position));
            ByteBuffer view = ((BufferInternal) part).getByteBuf().nioBuffer();
            version.file().wrote();
            version.file().open().write(view.duplicate(), missing.start());
            steps.done(Step.WRITTEN);
            for (WholeChunk whole : version.land(missing.start(), part, view)) {
                rows.add(row(version, whole));
            }
            steps.done(Step.READABLE);
        }
        span.passed(range, time.instant());
    }

    private ChunkRow row(StoredVersion version, WholeChunk whole) throws IOException {
        VersionFile file = version.file().open();
        int crc = whole.crc32c().isPresent()
                ? whole.crc32c().getAsInt()
                : file.crc32c(version.version().layout().rangeOf(whole.index()));
        return new ChunkRow(whole.index(), crc, time.instant());
    }

    /**
     * Ends the span.
     *
     * @return succeeds when all its whole chunks are in the index; fails with {@link StoreException.Unavailable}
     */
    public Future<Void> end(StoredVersion version, SpanProgress span) {
        return submit(version, span, List.of(), Urgency.NOW, true);
    }

    private Future<Void> submit(
            StoredVersion version, SpanProgress span, List<ChunkRow> rows, Urgency urgency, boolean complete) {
        List<ByteRange> readable = span.takeUntold();
        Promise<Void> committed = Promise.promise();
        index.submit(new IndexChange.AddChunks(version.number(), rows), urgency, failure -> {
            if (failure.isPresent()) {
                committed.fail(new StoreException.Unavailable("the store's index cannot be written: " + failure.get()));
                return;
            }
            steps.done(Step.INDEXED);
            version.indexed(rows.stream().map(ChunkRow::index).toList());
            events.stored(span, readable, complete);
            steps.done(Step.TOLD);
            committed.complete();
        });
        steps.done(Step.SUBMITTED);
        return committed.future();
    }

    private StoreException failure(IOException e) {
        return space.isExhaustedBy(e)
                ? new StoreException.Full(String.valueOf(e.getMessage()))
                : new StoreException.Unavailable("the store cannot write: " + e);
    }
}
