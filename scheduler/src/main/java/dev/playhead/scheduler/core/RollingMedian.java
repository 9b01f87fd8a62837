package dev.playhead.scheduler.core;

import java.util.Arrays;

/** The median of the last few numbers. */
final class RollingMedian {
    /** A few seconds of a busy stream: seven strays in a row are no strays. */
    private static final int REMEMBERED = 15;

    private final double[] last = new double[REMEMBERED];
    private int count;

    void add(double number) {
        last[count % REMEMBERED] = number;
        count++;
    }

    /** Returns how many numbers there have been. */
    int count() {
        return count;
    }

    /** Returns the median, the upper one of two; 0 while there is no number. */
    double median() {
        double[] sorted = Arrays.copyOf(last, Math.min(count, REMEMBERED));
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
