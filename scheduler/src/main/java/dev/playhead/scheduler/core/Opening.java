package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.MediaEdges;
import java.time.Duration;
import java.time.Instant;

/**
 * A session that has opened a media and has not read on yet: it looks at a place, leaves it and looks at the next one.
 *
 * @param places how many it has come to
 * @param left bytes it has taken at the places that it has left
 * @param here bytes it has taken at the one where it is
 * @param heardAt when it was last heard of
 */
record Opening(int places, ByteRanges left, ByteRanges here, Instant heardAt) {
    /** Head, tail, head again and a place to resume at are four; who leaves twice as many searches. */
    static final int MOST_PLACES = 8;
    /** Streams are told of each second, and a player takes less from place to place: two missing are one that left. */
    static final Duration SILENCE = Duration.ofSeconds(3);

    static Opening begin(Instant now) {
        return new Opening(1, ByteRanges.EMPTY, ByteRanges.EMPTY, now);
    }

    /**
     * Returns the opening after an event.
     *
     * @param position where the stream stands that the event tells of
     */
    Opening moved(Playhead before, Playhead after, long position, Instant now) {
        if (after.epoch() != before.epoch()) {
            return new Opening(places + 1, left.plus(here), ByteRanges.EMPTY, now);
        }
        long taken = after.attained() - before.attained();
        return new Opening(places, left, taken > 0 ? here.plus(new ByteRange(position - taken, position)) : here, now);
    }

    /** Whether the viewer goes from place to place, and the player opens nothing any more. */
    boolean isSearch() {
        return places > MOST_PLACES;
    }

    /** Whether it may still look elsewhere in a moment. */
    boolean isUnderWay(Instant now) {
        return now.isBefore(heardAt.plus(SILENCE));
    }

    /**
     * Whether the session has come to where it stays; an index at the tail may be as long as what shows that.
     *
     * @param position where it is
     */
    static boolean isOver(Playhead playhead, long position, MediaEdges edges) {
        return playhead.attained() >= Adoption.READS_ON && !edges.isTail(position);
    }
}
