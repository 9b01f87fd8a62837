package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.RequestedRange.From;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns wishes that nobody waits for into the next few spans. Stateless.
 *
 * <p>Spans lie in whole chunks, because only those are kept, and cover no byte that is readable, under way or wanted by a
 * viewer. Among them the order is that of {@link SpanOrder}: pre-cache before background fill, what was asked for first,
 * then by position. A few are enough: each report of one plans anew.
 */
final class BulkPlanner {
    /** As many as an origin is usually asked for at a time; a media of a terabyte costs no more to plan than a song. */
    private static final int SPANS = 8;

    /**
     * Returns the spans to ask for, none of which overlap.
     *
     * @param urgent what viewers want of the media
     * @param spanSize bytes of a span at least, where there are as many
     */
    List<Want> plan(Situation situation, List<BulkWish> wishes, List<Want> urgent, long spanSize) {
        List<Want> wants = new ArrayList<>();
        SpanCutter cutter = new SpanCutter(situation);
        urgent.forEach(want -> cutter.take(want.range()));
        for (BulkWish wish : wishes) {
            if (!situation.outage().blocks(OpenCursor.position(wish.range()), situation.now())) {
                for (RequestedRange span : spans(situation, wish, cutter, spanSize)) {
                    wants.add(want(situation, wish, span, wants.size()));
                }
            }
        }
        return wants;
    }

    private static List<RequestedRange> spans(Situation situation, BulkWish wish, SpanCutter cutter, long spanSize) {
        MediaVersion version = situation.version();
        if (version == null) {
            boolean asked = cutter.hasTaken() || !situation.inFlight().isEmpty();
            return asked ? List.of() : List.of(first(wish.range()));
        }
        List<RequestedRange> spans = new ArrayList<>();
        for (ByteRange part : parts(wish, version.layout())) {
            Window window = window(part, version.layout(), spanSize);
            cutter.cut(part, window, SPANS - spans.size()).forEach(span -> spans.add(RequestedRange.of(span)));
        }
        return spans;
    }

    /** The answer to the first span describes the media; it ends where a chunk ends whatever the chunk size will be. */
    private static RequestedRange first(RequestedRange range) {
        if (range instanceof From from) {
            long unit = ChunkLayout.MAX_CHUNK_SIZE;
            long start = from.start() - from.start() % unit;
            return RequestedRange.of(new ByteRange(start, start + unit));
        }
        return range;
    }

    /** Whole chunks: from where the wish begins, then what lies before. */
    private static List<ByteRange> parts(BulkWish wish, ChunkLayout layout) {
        Optional<ByteRange> wanted = wish.range().resolve(layout.length());
        if (wanted.isEmpty()) {
            return List.of();
        }
        long start = layout.floor(wanted.get().start());
        long end = layout.ceil(wanted.get().end());
        long from = Math.max(start, layout.floor(wish.from()));
        List<ByteRange> parts = new ArrayList<>();
        if (from < end) {
            parts.add(new ByteRange(from, end));
        }
        if (start < Math.min(from, end)) {
            parts.add(new ByteRange(start, Math.min(from, end)));
        }
        return parts;
    }

    /** Nothing in it is urgent and nothing is worth waiting for. */
    private static Window window(ByteRange part, ChunkLayout layout, long spanSize) {
        return new Window(
                layout, part.start(), part.start(), part.start(), part.end(), part.end(), part.end(), 0, spanSize);
    }

    private static Want want(Situation situation, BulkWish wish, RequestedRange range, int turn) {
        Instant deadline = wish.since().isAfter(Want.OVERDUE) ? wish.since() : Instant.MAX;
        Want.Urgency urgency = new Want.Urgency(wish.priority(), deadline, 0, turn);
        return new Want(situation.media(), situation.origin(), range, wish.reading(), urgency, null);
    }
}
