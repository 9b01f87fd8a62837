package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;

/**
 * A part of a window.
 *
 * @param gap the first bytes that are missing of the window
 * @param urgency of its first byte: that of none of its spans is earlier
 */
record Wish(Reader reader, Window window, ByteRange gap, ByteRange part, Want.Urgency urgency) {
    Reading reading() {
        return reader.cursor().reading();
    }

    /** Written out for the reason that {@link SpanOrder} has. */
    static int compare(Wish a, Wish b) {
        int order = SpanOrder.URGENCY.compare(a.urgency, b.urgency);
        order = order != 0 ? order : Long.compare(a.part.start(), b.part.start());
        return order != 0 ? order : a.reading().session().compareTo(b.reading().session());
    }

    Cut cut(SpanCutter cutter) {
        return new Cut(cutter, part, gap, window);
    }
}
