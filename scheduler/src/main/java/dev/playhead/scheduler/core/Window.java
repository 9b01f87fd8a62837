package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ChunkLayout;

/**
 * What one reader wants of a media: at once, soon, and kept if it is already on its way.
 *
 * @param start the position
 * @param quickEnd up to here spans are quick, so that a demand comes over several connections at a time; exclusive
 * @param demandEnd up to here a stream waits, or will within seconds; exclusive; the start where nothing is urgent
 * @param end up to here read-ahead goes; exclusive, a chunk's end unless nothing is read ahead
 * @param keepEnd up to here what is in flight is let run; exclusive
 * @param limit where the wish ends whatever the window: the end of what was asked, or of the media
 * @param quickSpan the length of a quick span, bytes
 * @param spanSize the least length of any other span, bytes
 */
record Window(
        ChunkLayout layout,
        long start,
        long quickEnd,
        long demandEnd,
        long end,
        long keepEnd,
        long limit,
        long quickSpan,
        long spanSize) {

    /** Whether the end is a matter of choice, so that a last piece may wait until it is worth a request. */
    boolean mayGrow() {
        return end < limit;
    }

    /** Whether a range has bytes of the demand; none has where nothing is urgent. */
    boolean demands(ByteRange range) {
        return overlaps(demandEnd, range);
    }

    boolean keeps(ByteRange range) {
        return overlaps(keepEnd, range);
    }

    /** Whether a range has bytes from the start up to an end; makes no object, each event asks for each span. */
    private boolean overlaps(long end, ByteRange range) {
        return start < end && range.start() < end && range.end() > start;
    }
}
