package dev.playhead.store.core.space;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Makes traces of what households watch: which run of which film is read when. The same seed makes the same trace. */
record Evenings(String name, int films, double skew, int viewings, int scanEvery, boolean fashion) {
    private static final int SECONDS_A_RUN = 8;
    private static final int SECONDS_A_VIEWING = 120;
    private static final long RUNS_AT_MOST = 10_000;

    /** One reading; what a scan reads is no viewer's. */
    record Reading(long run, long second, boolean isViewer) {}

    List<Reading> trace(long seed) {
        Random random = new Random(seed);
        int[] lengths = random.ints(films, 12, 120).toArray();
        double[] shares = shares();
        List<Reading> trace = new ArrayList<>();
        for (int viewing = 0; viewing < viewings; viewing++) {
            int film = pick(shares, random);
            if (fashion) {
                film = (film + viewing * films / viewings) % films;
            }
            long start = (long) viewing * SECONDS_A_VIEWING + random.nextInt(SECONDS_A_VIEWING);
            watch(film, lengths[film], start, random, trace);
            if (scanEvery > 0 && viewing % scanEvery == scanEvery - 1) {
                scan(lengths, start, trace);
            }
        }
        trace.sort(Comparator.comparingLong(Reading::second));
        return trace;
    }

    /** A third gives up soon, some begin in the middle, some stop there, the others see it whole. */
    private static void watch(int film, int length, long start, Random random, List<Reading> trace) {
        double mood = random.nextDouble();
        int from = mood >= 0.3 && mood < 0.45 ? random.nextInt(length) : 0;
        int to = length;
        if (mood < 0.3) {
            to = Math.min(length, 1 + random.nextInt(5));
        } else if (mood >= 0.45 && mood < 0.6) {
            to = 1 + random.nextInt(length);
        }
        for (int run = from; run < to; run++) {
            trace.add(new Reading(film * RUNS_AT_MOST + run, start + (long) (run - from) * SECONDS_A_RUN, true));
        }
    }

    /** Something reads the first third of everything. */
    private static void scan(int[] lengths, long start, List<Reading> trace) {
        for (int film = 0; film < lengths.length; film++) {
            for (int run = 0; run < lengths[film] / 3; run++) {
                trace.add(new Reading(film * RUNS_AT_MOST + run, start + film, false));
            }
        }
    }

    /** Zipf's law: the n-th film has a share of 1 / n^skew. */
    private double[] shares() {
        double[] sums = new double[films];
        double sum = 0;
        for (int film = 0; film < films; film++) {
            sum += 1 / Math.pow(film + 1, skew);
            sums[film] = sum;
        }
        return sums;
    }

    private static int pick(double[] sums, Random random) {
        double wanted = random.nextDouble() * sums[sums.length - 1];
        int film = 0;
        while (sums[film] < wanted) {
            film++;
        }
        return film;
    }
}
