package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns what an opening will ask for in a moment into the spans that are missing for it. Stateless.
 *
 * <p>They come in the order of {@link SpanOrder}: HIGH, so behind every demand, with the deadline of a playhead that
 * is there already, so before read-ahead, and by position. They belong to no session, so that none is judged by what it
 * did not ask for.
 */
final class IndexPlanner {
    private static final Reading READING = Reading.ofNobody("index");

    /**
     * Returns what viewers want, and behind it what is missing of the regions.
     *
     * @param urgent what viewers want of the media; no byte of it is asked for again
     */
    List<Want> plan(Situation situation, ByteRanges regions, List<Want> urgent) {
        MediaVersion version = situation.version();
        if (version == null || regions.isEmpty()) {
            return urgent;
        }
        List<Want> all = new ArrayList<>(urgent);
        SpanCutter cutter = new SpanCutter(situation);
        urgent.forEach(want -> cutter.take(want.range()));
        long spanSize = SpanSizes.of(situation.pipe()).least();
        for (ByteRange region : regions.asList()) {
            for (ByteRange span : cutter.cut(region, window(region, version.layout(), spanSize))) {
                if (!situation.outage().blocks(span.start(), situation.now())) {
                    all.add(want(situation, span, all.size() - urgent.size()));
                }
            }
        }
        return all;
    }

    /** Short spans, so that a long index comes over several connections, and all of it is wanted. */
    private static Window window(ByteRange region, ChunkLayout layout, long spanSize) {
        return new Window(
                layout,
                region.start(),
                region.start(),
                region.start(),
                region.end(),
                region.end(),
                region.end(),
                0,
                spanSize);
    }

    private static Want want(Situation situation, ByteRange span, int turn) {
        Want.Urgency urgency = new Want.Urgency(Priority.HIGH, situation.now(), 0, turn);
        return new Want(situation.media(), situation.origin(), RequestedRange.of(span), READING, urgency, null);
    }
}
