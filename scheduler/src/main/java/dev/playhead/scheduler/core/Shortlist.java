package dev.playhead.scheduler.core;

import java.util.ArrayList;
import java.util.List;

/**
 * The most urgent wants among those added, so many at most, most urgent first.
 *
 * <p>It tells beforehand what is not worth making: once it is full, whatever comes behind its last.
 */
final class Shortlist {
    private final int most;
    private final List<Want> wants = new ArrayList<>();

    /** @param most how many find a place */
    Shortlist(int most) {
        this.most = most;
    }

    /** Whether a want of this urgency at this position may still find a place; if not, then none that comes behind it. */
    boolean hasPlaceFor(Want.Urgency urgency, long position) {
        if (wants.size() < most) {
            return true;
        }
        if (most == 0) {
            return false;
        }
        Want last = wants.get(most - 1);
        int order = SpanOrder.URGENCY.compare(urgency, last.urgency());
        return order < 0 || order == 0 && position <= last.position();
    }

    /** Adds a want, in place of the last where there are as many as find a place. */
    void add(Want want) {
        int place = wants.size();
        while (place > 0 && SpanOrder.MOST_URGENT_FIRST.compare(want, wants.get(place - 1)) < 0) {
            place--;
        }
        wants.add(place, want);
        if (wants.size() > most) {
            wants.remove(most);
        }
    }

    List<Want> mostUrgentFirst() {
        return wants;
    }
}
