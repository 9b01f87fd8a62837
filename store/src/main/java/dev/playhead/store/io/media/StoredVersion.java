package dev.playhead.store.io.media;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.store.core.VersionBytes;
import dev.playhead.store.core.Waiters;
import dev.playhead.store.core.WholeChunk;
import dev.playhead.store.io.file.PinnedFile;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * One version of a media in memory: what is readable of it, and who waits for more. Thread-safe.
 *
 * <p>Its monitor guards state only, so an event loop may take it; I/O happens on the file's lane.
 */
public final class StoredVersion {
    private final MediaId media;
    private final MediaVersion version;
    private final long number;
    private final PinnedFile file;
    private final VersionBytes bytes;
    private final Waiters<ReadWait> waiters = new Waiters<>();
    private final Leases leases = new Leases();
    private final ReadableBytes readable;
    private final Absence absence = new Absence();
    private final Usage usage;
    private final OriginWord word = new OriginWord();
    private volatile boolean retired;
    private volatile Instant watched = Instant.EPOCH;

    /** What a version is called. */
    record Name(MediaId media, MediaVersion version, long number) {}

    StoredVersion(Name name, PinnedFile file, VersionBytes bytes, Usage usage) {
        this.media = name.media();
        this.version = name.version();
        this.number = name.number();
        this.usage = usage;
        this.file = file;
        this.bytes = bytes;
        this.readable = new ReadableBytes(leases, bytes.readable());
    }

    public MediaId media() {
        return media;
    }

    public MediaVersion version() {
        return version;
    }

    /** Returns its number in the index. */
    public long number() {
        return number;
    }

    public PinnedFile file() {
        return file;
    }

    /** Returns what its origin says of how long it holds. */
    public OriginWord word() {
        return word;
    }

    /** Returns what may be read now; a snapshot, without a lock. */
    public ByteRanges readable() {
        return readable.now();
    }

    /** Begins a read; what it holds is not evicted. */
    public Lease beginRead() {
        usage.opened(this);
        absence.arrived();
        return leases.open();
    }

    /** Begins a write; what it holds is not evicted. */
    Lease beginWrite() {
        return leases.open();
    }

    /** Ends a read. */
    public void endRead(Lease lease, Instant now) {
        leases.close(lease, now);
        absence.left(now);
    }

    /** Ends a write. */
    void endWrite(Lease lease, Instant now) {
        leases.close(lease, now);
    }

    /** Returns whether its readers have just left. */
    public Absence absence() {
        return absence;
    }

    /** Holds what a read is about to take, and returns what may be read then; see {@link ReadableBytes}. */
    public ByteRanges hold(Lease lease, ByteRange wanted) {
        ByteRanges there = readable.hold(lease, wanted);
        usage.reached(this, lease.began(), wanted.start());
        return there;
    }

    /** Returns what readers and writers are busy with. */
    public List<ByteRange> held() {
        return leases.held();
    }

    /** Returns where readers stand, or stood a moment ago. */
    public List<Long> positions(Instant now) {
        return leases.positions(now);
    }

    /** Takes note of a viewer; returns whether the last one was longer ago than an interval. */
    public boolean watched(Instant now, Duration interval) {
        if (watched.plus(interval).isAfter(now)) {
            return false;
        }
        watched = now;
        return true;
    }

    /**
     * Takes the chunks that a range touches away from readers, but for those that somebody is busy with. Lane only.
     *
     * @return what was taken away; see {@link ReadableBytes} for why nobody reads it any more
     */
    synchronized ByteRanges evict(ByteRange range) {
        ByteRanges leaving = ByteRanges.of(
                bytes.stored().within(range).stream().map(this::wholeChunks).toList());
        for (ByteRange held : readable.hide(leaving)) {
            leaving = leaving.minus(wholeChunks(held));
        }
        leaving.asList().forEach(bytes::evict);
        readable.show(bytes.readable());
        return leaving;
    }

    private ByteRange wholeChunks(ByteRange range) {
        return new ByteRange(
                version.layout().floor(range.start()), version.layout().ceil(range.end()));
    }

    synchronized void unindexed(List<Long> chunks) {
        bytes.unindexed(chunks);
    }

    public synchronized boolean storesAnyOf(ByteRange range) {
        return !bytes.stored().within(range).isEmpty();
    }

    /** Returns the parts of ranges that hold nothing. */
    synchronized List<ByteRange> unstored(ByteRanges ranges) {
        return ranges.minus(bytes.stored()).asList();
    }

    /** Returns what counts as there: readable, or in the index and to be checked before it is read. */
    synchronized ByteRanges stored() {
        return bytes.stored();
    }

    synchronized ByteRanges complete() {
        return bytes.complete();
    }

    /** Whether another version has taken its place: nothing will be added to it. */
    public boolean isRetired() {
        return retired;
    }

    /** Returns the parts of a range that are to be written. Lane only. */
    synchronized List<ByteRange> missing(ByteRange offered) {
        return bytes.missing(offered);
    }

    /** Makes bytes readable that have just been written, and wakes who waits for them. Lane only. */
    List<WholeChunk> land(long position, Buffer written, ByteBuffer view) {
        List<WholeChunk> whole;
        List<ReadWait> woken;
        synchronized (this) {
            whole = bytes.written(position, view);
            readable.show(bytes.readable());
            woken = waiters.takeIn(ByteRange.ofLength(position, written.length()));
        }
        usage.stored(this, ByteRange.ofLength(position, written.length()));
        woken.forEach(wait -> wait.arrived(written, position));
        return whole;
    }

    synchronized void indexed(List<Long> chunks) {
        bytes.indexed(chunks);
    }

    /**
     * Lets a read wait, or serves it at once where bytes came in the meantime.
     *
     * @return the suspect chunk that has to be checked for it; empty when it waits for a writer or waits no more
     */
    public List<Long> await(ReadWait wait) {
        long end;
        synchronized (this) {
            end = bytes.readable().runEnd(wait.position());
            if (end == wait.position()) {
                List<Long> suspects = bytes.suspectsIn(ByteRange.ofLength(wait.position(), 1));
                if (!retired || !suspects.isEmpty()) {
                    waiters.add(wait.position(), wait);
                    return suspects;
                }
            }
        }
        if (end > wait.position()) {
            wait.stored(file.reader(), end);
        } else {
            wait.fail(new StoreException.VersionGone(media, version.id()));
        }
        return List.of();
    }

    public synchronized void cancel(ReadWait wait) {
        waiters.remove(wait.position(), wait);
    }

    /** Takes no more bytes; who waits for some fails. */
    void retire() {
        List<ReadWait> left;
        synchronized (this) {
            retired = true;
            left = waiters.takeAll();
        }
        usage.retired(this);
        left.forEach(wait -> wait.fail(new StoreException.VersionGone(media, version.id())));
    }

    /** Fails who waits, because nothing will be written any more here. */
    void abandon(StoreException reason) {
        List<ReadWait> left;
        synchronized (this) {
            left = waiters.takeAll();
        }
        left.forEach(wait -> wait.fail(reason));
    }

    synchronized List<Long> suspectsIn(ByteRange range) {
        return bytes.suspectsIn(range);
    }

    synchronized OptionalInt expectedCrc(long chunk) {
        return bytes.expectedCrc(chunk);
    }

    /** Makes a suspect chunk readable. Lane only, while the file is pinned. */
    void acquit(long chunk) {
        List<ReadWait> woken;
        ByteRanges now;
        synchronized (this) {
            bytes.acquit(chunk);
            now = bytes.readable();
            readable.show(now);
            woken = waiters.takeIn(version.layout().rangeOf(chunk));
        }
        woken.forEach(wait -> wait.stored(file.reader(), now.runEnd(wait.position())));
    }

    /** Forgets a suspect chunk; who waits for it waits for a writer now. Lane only. */
    void convict(long chunk) {
        List<ReadWait> lost = List.of();
        synchronized (this) {
            bytes.convict(chunk);
            if (retired) {
                lost = waiters.takeIn(version.layout().rangeOf(chunk));
            }
        }
        lost.forEach(wait -> wait.fail(new StoreException.VersionGone(media, version.id())));
    }
}
