package dev.playhead.store.io.media;

import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How far the writing of one span has come. Thread-safe. */
public final class SpanProgress {
    private final SpanHead head;
    private final MediaEntry entry;
    private final Instant opened;
    private final Lease lease;
    private Instant lastByte;
    private long reached;
    private long bytes;
    private ByteRanges untold = ByteRanges.EMPTY;

    public SpanProgress(SpanHead head, MediaEntry entry, StoredVersion version, Instant opened) {
        this.head = head;
        this.entry = entry;
        this.opened = opened;
        this.lease = version.beginWrite();
        this.reached = head.range().start();
        this.lastByte = opened;
    }

    SpanHead head() {
        return head;
    }

    /** Returns what the writer said it will write. */
    public ByteRange range() {
        return head.range();
    }

    MediaEntry entry() {
        return entry;
    }

    /** Keeps the chunks of a range from being evicted while they are written. */
    void hold(ByteRange range) {
        lease.hold(range);
    }

    /** Returns up to where bytes have passed. */
    synchronized long reached() {
        return reached;
    }

    /** Lets go of what is held. */
    public void close(StoredVersion version, Instant now) {
        lease.release();
        version.endWrite(lease, now);
    }

    /** Takes note of bytes that came and are readable now, whoever wrote them first. */
    synchronized void passed(ByteRange range, Instant now) {
        untold = untold.plus(range);
        bytes += range.length();
        reached = range.end();
        lastByte = now;
    }

    /** Returns what passed since the last call. */
    synchronized List<ByteRange> takeUntold() {
        List<ByteRange> taken = untold.asList();
        untold = ByteRanges.EMPTY;
        return taken;
    }

    synchronized SpanStats stats() {
        Duration sinceHead = Duration.between(opened, lastByte);
        return new SpanStats(
                bytes, head.timeToFirstByte(), head.timeToFirstByte().plus(sinceHead));
    }
}
