package dev.playhead.scheduler.core;

import dev.playhead.common.model.ChunkLayout;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the spans of one origin are: long enough that round trips do not eat its rate, short enough that what is asked
 * for next does not wait behind them.
 *
 * @param quick the length of a span in the demand of a session that has just begun, bytes
 * @param least the least length of any other, bytes
 * @param wanted the length at which a round trip costs little, bytes
 */
record SpanSizes(long quick, long least, long wanted) {
    /** Below this a request costs more than its bytes. */
    private static final long SHORTEST = 256 * 1024;
    /** At 25 MB/s and 40 ms to the first byte a third of a second; a cancellation costs no more than that. */
    private static final long LARGEST = 16L * 1024 * 1024;
    /** Of the time a span takes one ninth is the round trip, which its neighbours fill. */
    private static final int ROUND_TRIPS = 8;
    /** A demand over several connections is over within a fraction of a round trip after its first byte. */
    private static final int QUICK_PART = 4;
    /** More than are under way at a time: the one the reader stands at is the last to end, and the others go on without it. */
    private static final int SPANS_A_WINDOW = 10;
    /** Where requests share a rate: as much as may be under way beyond the round trip. */
    private static final Duration SHARED_QUEUE = Duration.ofMillis(150);

    static SpanSizes of(Pipe pipe) {
        long unit = ChunkLayout.MAX_CHUNK_SIZE;
        if (!pipe.isKnown()) {
            return new SpanSizes(SHORTEST, unit, LARGEST / 2);
        }
        if (pipe.shared()) {
            long queue = (long) (pipe.goodput() * SHARED_QUEUE.toMillis() / 1e3);
            return new SpanSizes(unit, unit, Math.max(unit, Math.min(queue, LARGEST)));
        }
        Duration latency = pipe.timeToFirstByte();
        long quick = Math.max(SHORTEST, Math.min(pipe.bytesIn(latency.dividedBy(QUICK_PART)), unit));
        long wanted = Math.max(unit, Math.min(pipe.bytesIn(latency.multipliedBy(ROUND_TRIPS)), LARGEST));
        return new SpanSizes(quick, unit, wanted);
    }

    /** Written out: what the compiler makes for records is slow under the first compiler (see {@link SpanOrder}). */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SpanSizes that && quick == that.quick && least == that.least && wanted == that.wanted;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * (31 * quick + least) + wanted);
    }

    /** Returns how long a span is in a window of so many bytes: a multiple of every chunk size. */
    long inWindow(long window) {
        long size = Math.max(least, Math.min(window / SPANS_A_WINDOW, wanted));
        return size - size % ChunkLayout.MAX_CHUNK_SIZE;
    }
}
