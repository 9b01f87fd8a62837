package dev.playhead.scheduler.core;

import java.time.Duration;

/**
 * How long one origin's spans are usually silent, and so from when on their silence means something.
 *
 * <p>Medians, because the silences to be found out are among what is measured: a stalled answer must not teach patience
 * with the next one (Dean and Barroso, "The Tail at Scale", 2013, ask again once an answer is later than is usual).
 * Bytes are told of in lumps, a chunk at a time, so the first of them are known of only after the time of a lump.
 */
final class Silence {
    /** Less is a garbage collection, a switch of routes or a busy disk, and over before a second answer could come. */
    private static final Duration FLOOR = Duration.ofMillis(250);
    /** An origin that nothing is known of may be far away and slow to start; players give up after several seconds. */
    private static final Duration UNKNOWN = Duration.ofSeconds(1);
    /** Fewer gaps than this have no median to speak of: a process that has just started is slower than its origin. */
    private static final int ENOUGH = 4;
    /** Twice the usual time to a first byte: every second answer would be late by the median alone. */
    private static final int FIRST_BYTES = 2;
    /** Gaps scatter more than round trips do: connections that share a rate alternate, and a lump may just be missed. */
    private static final int GAPS = 4;

    private final RollingMedian firstBytes = new RollingMedian();
    private final RollingMedian gaps = new RollingMedian();

    /** Takes in how long a span took to its first byte. */
    void began(Duration timeToFirstByte) {
        firstBytes.add(timeToFirstByte.toNanos() / 1e9);
    }

    /** Takes in how long a span was silent between two lumps of the usual size. */
    void ended(Duration gap) {
        gaps.add(gap.toNanos() / 1e9);
    }

    /** Returns how long a span may be silent before somebody else is asked. */
    Duration patience(boolean beforeFirstByte) {
        if (gaps.count() < ENOUGH) {
            return UNKNOWN;
        }
        double unusual = GAPS * gaps.median() + (beforeFirstByte ? FIRST_BYTES * firstBytes.median() : 0);
        Duration patience = Duration.ofNanos((long) (unusual * 1e9));
        return patience.compareTo(FLOOR) < 0 ? FLOOR : patience;
    }
}
