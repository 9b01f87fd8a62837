package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import org.jspecify.annotations.Nullable;

/** What is missing of one part of a window, span by span, ascending. What nobody comes to is not cut and costs nothing. */
final class Cut {
    private final SpanCutter cutter;
    private final Window window;
    private final ByteRange part;
    private ByteRange gap;
    private long from;

    /** @param gap bytes that are not readable; those of the part that lie before them are */
    Cut(SpanCutter cutter, ByteRange part, ByteRange gap, Window window) {
        this.cutter = cutter;
        this.part = part;
        this.gap = gap;
        this.from = part.start();
        this.window = window;
    }

    /** Returns where the next span begins; there is none where that is not {@linkplain #isOver within} the part. */
    long start() {
        long free = from;
        do {
            if (free >= gap.end()) {
                gap = cutter.gapFrom(free);
            }
            from = Math.max(free, gap.start());
            free = cutter.freeFrom(from);
        } while (free != from);
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
        return isOver(start) ? null : cutter.span(start, Math.min(part.end(), gap.end()), window);
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
