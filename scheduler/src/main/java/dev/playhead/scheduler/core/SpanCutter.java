package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.RequestedRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what is wanted into spans, leaving out what is readable or taken. One use a plan; what it has cut is taken.
 *
 * <p>A span starts at the very byte that is missing and ends at a chunk's end, unless what follows is readable or taken.
 * It does not cross the bounds of a lost command, so that it can be that command's next attempt.
 */
final class SpanCutter {
    /** Less than this is no request of its own, but the end of the one before. */
    private static final long CRUMB = 256 * 1024;

    private final ByteRanges readable;
    private final List<InFlight> lost;
    private ByteRanges taken;

    SpanCutter(Situation situation) {
        this.readable = situation.readable();
        this.lost = situation.lost();
        this.taken = ByteRanges.EMPTY;
        for (InFlight span : situation.inFlight()) {
            if (span.range() != null) {
                taken = taken.plus(span.range());
            }
        }
    }

    /** Bytes are somebody else's from now on. */
    void take(RequestedRange range) {
        if (range instanceof RequestedRange.From from && from.end() != null) {
            take(new ByteRange(from.start(), from.end()));
        }
    }

    /** Bytes are somebody else's from now on. */
    void take(ByteRange range) {
        taken = taken.plus(range);
    }

    /** Whether anything is taken. */
    boolean hasTaken() {
        return !taken.isEmpty();
    }

    /** Returns the spans for a part of a window, ascending. */
    List<ByteRange> cut(ByteRange part, Window window) {
        return cut(part, window, Integer.MAX_VALUE);
    }

    /** Returns the first spans of them, so many at most. */
    List<ByteRange> cut(ByteRange part, Window window, int most) {
        List<ByteRange> spans = new ArrayList<>();
        Cut cut = new Cut(this, part, gapFrom(part.start()), window);
        for (ByteRange span = cut.peek(); span != null && spans.size() < most; span = cut.peek()) {
            spans.add(span);
            cut.take(span);
        }
        return spans;
    }

    /**
     * Returns the span that begins at a missing byte, or null where it is not worth a request yet.
     *
     * @param end where the part of the window ends, or what is readable begins, exclusive
     */
    @Nullable
    ByteRange span(long start, long end, Window window) {
        long gapEnd = Math.min(end, taken.nextStart(start));
        ByteRange span = next(start, gapEnd, window);
        boolean waits = span.end() == window.end() && window.mayGrow() && isWorthWaiting(span, window);
        return waits ? null : span;
    }

    /** Returns the first bytes from there on that are not readable. */
    ByteRange gapFrom(long position) {
        return readable.gapFrom(position);
    }

    /** Returns the first byte from there on that is not taken. */
    long freeFrom(long position) {
        return taken.runEnd(position);
    }

    private ByteRange next(long from, long gapEnd, Window window) {
        long end = Math.min(gapEnd, end(from, window));
        if (gapEnd - end < CRUMB) {
            end = gapEnd;
        }
        return clip(new ByteRange(from, end));
    }

    /** A quick span does not care for chunks: its neighbours, under way at the same time, complete them. */
    private static long end(long from, Window window) {
        return from < window.quickEnd()
                ? from + window.quickSpan()
                : window.layout().ceil(from + window.spanSize());
    }

    /** Read-ahead that is not urgent waits until the window has moved on far enough for a span of full size. */
    private static boolean isWorthWaiting(ByteRange span, Window window) {
        return span.start() >= window.demandEnd() && span.start() > window.start() && span.length() < window.spanSize();
    }

    private ByteRange clip(ByteRange span) {
        long end = span.end();
        for (InFlight command : lost) {
            ByteRange range = command.range();
            if (range != null && range.contains(span.start())) {
                end = Math.min(end, range.end());
            } else if (range != null && range.start() > span.start()) {
                end = Math.min(end, range.start());
            }
        }
        return new ByteRange(span.start(), end);
    }
}
