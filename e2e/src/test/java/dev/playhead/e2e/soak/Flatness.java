package dev.playhead.e2e.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Says whether what was sampled stays where it is: the median of the last third may lie above the median of the third
 * before the middle by a tolerance only. What a process fills while it warms up, the first sixth, does not count.
 */
final class Flatness {
    private static final long MIB = 1024 * 1024;

    private final List<Vitals> samples;

    Flatness(List<Vitals> samples) {
        this.samples = List.copyOf(samples);
    }

    /** What must not grow, and what it may differ by from one look to the next. */
    private record Curve(String name, ToLongFunction<Vitals> value, double factor, long slack) {}

    /** A leak of one object a stream shows within minutes against these; what buffers and caches do does not. */
    private static final List<Curve> CURVES = List.of(
            new Curve("live heap", Vitals::heap, 1.15, 8 * MIB),
            new Curve("direct memory", Vitals::direct, 1.25, 16 * MIB),
            new Curve("threads", Vitals::threads, 1.1, 8),
            new Curve("file descriptors", Vitals::files, 1.25, 40));

    /** Returns what has grown, in words. */
    List<String> violations() {
        List<String> found = new ArrayList<>();
        int from = samples.size() / 6;
        int middle = samples.size() / 2;
        int last = samples.size() - samples.size() / 3;
        for (Curve curve : CURVES) {
            long before = median(samples.subList(from, middle), curve.value());
            long after = median(samples.subList(last, samples.size()), curve.value());
            if (after > before * curve.factor() + curve.slack()) {
                found.add(String.format(Locale.ROOT, "%s grew from %,d to %,d", curve.name(), before, after));
            }
        }
        return found;
    }

    private static long median(List<Vitals> samples, ToLongFunction<Vitals> value) {
        return samples.stream()
                .mapToLong(value)
                .sorted()
                .skip(samples.size() / 2)
                .findFirst()
                .orElse(0);
    }
}
