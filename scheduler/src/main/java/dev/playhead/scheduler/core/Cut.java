package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import org.jspecify.annotations.Nullable;

/** What is missing of one part of a window, span by span, ascending. What nobody comes to is not cut and costs nothing. */
final class Cut {
    private final SpanCutter cutter;
    private final Window window;
    private final ByteRange part;
    private long from;

    /** @param from up to here nothing of the part is missing */
    Cut(SpanCutter cutter, ByteRange part, long from, Window window) {
        this.cutter = cutter;
        this.part = part;
        this.from = from;
        this.window = window;
    }

    /** Returns where the next span begins; there is none where that is not {@linkplain #isOver within} the part. */
    long start() {
        from = cutter.firstMissing(from);
        return from;
    }

    /** Whether nothing of the part is missing from a byte on. */
    boolean isOver(long start) {
        return start >= part.end();
    }

    /** Returns the next span, as far as its bytes are not taken meanwhile; null where there is none. */
    @Nullable
    ByteRange peek() {
        long start = start();
        return isOver(start) ? null : cutter.span(start, part.end(), window);
    }

    /** Takes the span that is next. */
    void take(ByteRange span) {
        cutter.take(span);
        from = span.end();
    }

    /** Whether a range has bytes that may still be cut here. */
    boolean overlaps(ByteRange range) {
        return range.start() < part.end() && range.end() > from;
    }
}
