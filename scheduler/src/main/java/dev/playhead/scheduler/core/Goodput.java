package dev.playhead.scheduler.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What so many connections to one origin bring together: where more of them bring no more, the origin, or the way to it,
 * is what limits.
 *
 * <p>This is the knee that TCP Vegas and BBR look for, by counting connections in place of bytes: the width is raised
 * while goodput grows with it, and kept just above the knee once it does not, so that a request that comes now does not
 * wait behind a full pipe.
 */
final class Goodput implements Traffic.Slices {
    /** Wider than this is never asked for at one origin. */
    private static final int WIDEST = 64;
    /** Origins change with the time of the day and the other users' load; what was seen longer ago is found out anew. */
    private static final Duration MEMORY = Duration.ofSeconds(30);
    /** Four slices weigh as much as all before. */
    private static final double WEIGHT = 0.25;
    /** Reports come in lumps, so that a slice or two may show more than there is. */
    private static final int TELLING = 4;
    /** Connections that bring less than this part of what one brings alone share something; less than that is noise. */
    private static final double GAIN = 0.6;

    private final double[] rates = new double[WIDEST + 1];
    private final Instant[] seenAt = new Instant[WIDEST + 1];
    private final int[] slices = new int[WIDEST + 1];

    /** One event asks a dozen times; null behind a change. */
    private @Nullable Asked asked;

    private record Asked(Instant at, Pipe pipe) {}

    Goodput() {
        Arrays.fill(seenAt, Instant.MIN);
    }

    @Override
    public void slice(double connections, double rate, Instant at) {
        int width = (int) Math.min(WIDEST, Math.round(connections));
        if (width == 0) {
            return;
        }
        boolean known = seenAt[width].isAfter(at.minus(MEMORY));
        rates[width] = known ? rates[width] + WEIGHT * (rate - rates[width]) : rate;
        seenAt[width] = at;
        slices[width] = known ? slices[width] + 1 : 1;
        asked = null;
    }

    /** Returns what has been seen lately, with a time to first byte that somebody else has measured. */
    Pipe pipe(Duration timeToFirstByte, Instant now) {
        if (asked == null
                || !asked.at().equals(now)
                || !asked.pipe().timeToFirstByte().equals(timeToFirstByte)) {
            asked = new Asked(now, find(timeToFirstByte, now));
        }
        return asked.pipe();
    }

    private Pipe find(Duration timeToFirstByte, Instant now) {
        double best = 0;
        double glimpsed = 0;
        double single = 0;
        int widest = 0;
        Instant remembered = now.minus(MEMORY);
        for (int width = 1; width <= WIDEST; width++) {
            if (seenAt[width].isAfter(remembered)) {
                glimpsed = Math.max(glimpsed, rates[width]);
                best = slices[width] < TELLING ? best : Math.max(best, rates[width]);
                single = Math.max(single, rates[width] / width);
                widest = width;
            }
        }
        if (widest == 0) {
            return new Pipe(timeToFirstByte, 0, 0, Pipe.UNKNOWN.width(), false);
        }
        best = best == 0 ? glimpsed : best;
        boolean shared = rates[widest] < GAIN * widest * single;
        int width = shared ? (int) Math.round(best / single) + 1 : Math.max(Pipe.UNKNOWN.width(), 2 * widest);
        return new Pipe(timeToFirstByte, single, best, width, shared);
    }
}
