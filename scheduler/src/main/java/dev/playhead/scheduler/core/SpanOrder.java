package dev.playhead.scheduler.core;

import java.util.Comparator;

/**
 * The one order in which spans are fetched, most urgent first.
 *
 * <ol>
 *   <li>priority: what a stream waits for goes before what it will want;
 *   <li>deadline: the playhead that gets there first; a session that takes bytes as fast as they come goes behind what
 *       others play within seconds ({@link ReadAhead#deadline});
 *   <li>attained service: who has had least in its epoch, so that a start or a seek overtakes a long download;
 *   <li>turn: who has least under way, so that equals alternate;
 *   <li>position: the earlier bytes;
 *   <li>media and session: so that the order is total and a run can be repeated.
 * </ol>
 *
 * <p>Written out and not built of {@code Comparator.comparing}: planning compares more than it does anything else, and
 * under the first compiler, which is the one in service, a chain of lambdas takes several times as long.
 */
final class SpanOrder {
    static final Comparator<Want.Urgency> URGENCY = SpanOrder::compare;

    static final Comparator<Want> MOST_URGENT_FIRST = SpanOrder::compare;

    private SpanOrder() {}

    private static int compare(Want.Urgency a, Want.Urgency b) {
        int order = a.priority() == b.priority() ? 0 : a.priority().compareTo(b.priority());
        order = order != 0 ? order : a.deadline().compareTo(b.deadline());
        order = order != 0 ? order : Long.compare(a.attained(), b.attained());
        return order != 0 ? order : Integer.compare(a.turn(), b.turn());
    }

    private static int compare(Want a, Want b) {
        int order = compare(a.urgency(), b.urgency());
        order = order != 0 ? order : Long.compare(a.position(), b.position());
        order = order != 0 ? order : a.media().compareTo(b.media());
        return order != 0 ? order : a.reading().session().compareTo(b.reading().session());
    }
}
