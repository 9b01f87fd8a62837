package dev.playhead.scheduler.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * How many bytes came from one origin over how many connections, in slices of time.
 *
 * <p>Reports come late and in lumps, a chunk at a time, but each says how long its bytes took. They are spread over that
 * time, and a slice is handed on when hardly any report of it can still be missing.
 */
final class Traffic {
    /** Takes a slice that is over. */
    interface Slices {
        /**
         * Takes one slice.
         *
         * @param connections the average number that moved bytes
         * @param rate bytes per second of all of them
         */
        void slice(double connections, double rate, Instant at);
    }

    /** A few round trips: shorter shows the lumps of sockets, longer blurs the steps of the width. */
    private static final Duration SLICE = Duration.ofMillis(100);
    /**
     * A chunk of a MiB at 1.3 MB/s is reported so long after its first byte came. The bytes of a slower connection are
     * missed together with the connection, which shows the others' rates all the same; and to wait longer is to know later
     * that requests share a rate, while a download holds up who has just begun.
     */
    private static final int OPEN_SLICES = 8;

    private final Slices slices;
    private final double[] bytes = new double[OPEN_SLICES];
    private final double[] seconds = new double[OPEN_SLICES];
    private long newest = Long.MIN_VALUE;

    Traffic(Slices slices) {
        this.slices = slices;
    }

    /** Takes in that one connection brought so many bytes in the time that ends now. */
    void moved(long count, Duration time, Instant now) {
        advance(index(now));
        double length = Math.max(1e-4, time.toNanos() / 1e9);
        double end = now.toEpochMilli() / 1e3;
        double start = end - length;
        double slice = SLICE.toMillis() / 1e3;
        for (long i = Math.max(newest - OPEN_SLICES + 1, (long) Math.floor(start / slice)); i <= newest; i++) {
            double overlap = Math.min(end, (i + 1) * slice) - Math.max(start, i * slice);
            if (overlap > 0) {
                seconds[slot(i)] += overlap;
                bytes[slot(i)] += count * overlap / length;
            }
        }
    }

    private void advance(long to) {
        if (newest == Long.MIN_VALUE || to - newest > 2L * OPEN_SLICES) {
            Arrays.fill(bytes, 0);
            Arrays.fill(seconds, 0);
            newest = to;
        }
        while (newest < to) {
            newest++;
            hand(newest - OPEN_SLICES);
        }
    }

    private void hand(long slice) {
        int slot = slot(slice);
        double length = SLICE.toMillis() / 1e3;
        if (seconds[slot] > 0) {
            slices.slice(
                    seconds[slot] / length, bytes[slot] / length, Instant.ofEpochMilli((slice + 1) * SLICE.toMillis()));
        }
        bytes[slot] = 0;
        seconds[slot] = 0;
    }

    private static long index(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), SLICE.toMillis());
    }

    private static int slot(long slice) {
        return Math.floorMod(slice, OPEN_SLICES);
    }
}
