package dev.playhead.scheduler.core;

import java.util.Comparator;

/**
 * The one order in which spans are fetched, most urgent first.
 *
 * <ol>
 *   <li>priority: what a stream waits for goes before what it will want;
 *   <li>deadline: the playhead that gets there first; a session that takes bytes as fast as they come has none, so it
 *       goes behind all that have;
 *   <li>attained service: who has had least in its epoch, so that a start or a seek overtakes a long download;
 *   <li>turn: who has least under way, so that equals alternate;
 *   <li>position: the earlier bytes;
 *   <li>media and session: so that the order is total and a run can be repeated.
 * </ol>
 */
final class SpanOrder {
    static final Comparator<Want.Urgency> URGENCY = Comparator.comparing(Want.Urgency::priority)
            .thenComparing(Want.Urgency::deadline)
            .thenComparingLong(Want.Urgency::attained)
            .thenComparingInt(Want.Urgency::turn);

    static final Comparator<Want> MOST_URGENT_FIRST = Comparator.comparing(Want::urgency, URGENCY)
            .thenComparingLong(Want::position)
            .thenComparing(Want::media)
            .thenComparing(want -> want.reading().session());

    private SpanOrder() {}
}
