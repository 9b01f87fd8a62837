package dev.playhead.fetcher.io;

import dev.playhead.common.event.SpanStats;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Measures how one span goes at its origin, over all its tries. Event loop only. */
final class SpanMeter {
    private final long startedNanos = System.nanoTime();
    private long lastByteNanos = startedNanos;
    private long bytes;
    private @Nullable Duration timeToFirstByte;

    /** Takes note of an accepted answer's latency; the first one counts. */
    void firstByte(Duration latency) {
        if (timeToFirstByte == null) {
            timeToFirstByte = latency;
        }
    }

    void received(long count) {
        bytes += count;
        lastByteNanos = System.nanoTime();
    }

    /** Zero before there is one. */
    Duration timeToFirstByte() {
        return timeToFirstByte == null ? Duration.ZERO : timeToFirstByte;
    }

    SpanStats stats() {
        return new SpanStats(bytes, timeToFirstByte(), Duration.ofNanos(lastByteNanos - startedNanos));
    }
}
