package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Priority;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one reader wants of a media of known version: the window that keeps what is under way, and the wishes that are
 * planned for.
 *
 * <p>It follows from the reader and the {@link Premises} alone, so {@link Reader} keeps it until another version, other
 * bytes or other spans are the case, or a time comes at which the reader wants something else though nothing happens.
 */
final class Outlook {
    private final Premises premises;
    private final Instant until;
    private final Window window;
    private final @Nullable Wish demand;
    private final @Nullable Wish ahead;

    /**
     * What it follows from beside the reader.
     *
     * @param spans how long spans of the media's origin are
     */
    record Premises(MediaVersion version, ByteRanges readable, SpanSizes spans, Instant now) {}

    private Outlook(Premises premises, Instant until, Window window, @Nullable Wish demand, @Nullable Wish ahead) {
        this.premises = premises;
        this.until = until;
        this.window = window;
        this.demand = demand;
        this.ahead = ahead;
    }

    /** Returns what a reader wants; null where it asks for nothing that the media has. */
    static @Nullable Outlook of(Reader reader, ReadAhead readAhead, Premises premises) {
        ChunkLayout layout = premises.version().layout();
        ByteRange asked = reader.cursor().remaining().resolve(layout.length()).orElse(null);
        if (asked == null) {
            return null;
        }
        Instant now = premises.now();
        long start = asked.start();
        ByteRange gap = start == reader.cursor().position()
                ? reader.gap(premises.readable())
                : premises.readable().gapFrom(start);
        Window window = readAhead.window(reader, asked, start, layout, premises.spans(), now);
        Window planned = gap.start() == start
                ? window
                : readAhead.window(reader, asked, gap.start(), layout, premises.spans(), now);
        Wish demand = null;
        if (planned.demandEnd() > gap.start()) {
            ByteRange part = new ByteRange(start, planned.demandEnd());
            demand = new Wish(reader, planned, gap, part, readAhead.urgency(reader, Priority.CRITICAL, start, 0, now));
        }
        Wish ahead = null;
        if (planned.end() > Math.max(planned.demandEnd(), gap.start())) {
            ByteRange part = new ByteRange(planned.demandEnd(), planned.end());
            ahead = new Wish(
                    reader, planned, gap, part, readAhead.urgency(reader, Priority.HIGH, part.start(), 0, now));
        }
        return new Outlook(premises, readAhead.nextChange(reader, now), window, demand, ahead);
    }

    /** Whether the same would come out now. Sets of bytes and versions are compared by identity: others are news. */
    boolean holds(Premises now) {
        return premises.readable() == now.readable()
                && premises.version() == now.version()
                && premises.spans().equals(now.spans())
                && !now.now().isBefore(premises.now())
                && now.now().isBefore(until);
    }

    /** Returns what the reader wants from where it is known to be: what is under way within is let run. */
    Window window() {
        return window;
    }

    /** Adds the one or two wishes that the reader has from where it is presumed to be: the parts that miss something. */
    void addWishes(List<Wish> wishes) {
        if (demand != null) {
            wishes.add(demand);
        }
        if (ahead != null) {
            wishes.add(ahead);
        }
    }
}
