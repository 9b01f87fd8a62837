package dev.playhead.e2e.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlatnessTest {
    private static final long MIB = 1024 * 1024;

    @Test
    void whatGoesUpAndDownIsFlat() {
        assertThat(violations(i -> vitals(60 * MIB + i % 5 * 3 * MIB, 80 + i % 7, 300 + i % 11 * 5)))
                .isEmpty();
    }

    @Test
    void whatFillsAtTheBeginningIsFlat() {
        assertThat(violations(i -> vitals(Math.min(i, 6) * 20 * MIB, 80, 300))).isEmpty();
    }

    @Test
    void aSlowLeakOfEachKindIsSeen() {
        assertThat(violations(i -> vitals(60 * MIB + i * MIB, 80, 300)))
                .singleElement()
                .asString()
                .startsWith("live heap grew from");
        assertThat(violations(i -> vitals(60 * MIB, 80 + i, 300)))
                .singleElement()
                .asString()
                .startsWith("threads grew from");
        assertThat(violations(i -> vitals(60 * MIB, 80, 300 + 6 * i)))
                .singleElement()
                .asString()
                .startsWith("file descriptors grew from");
    }

    private static List<String> violations(IntFunction<Vitals> sample) {
        return new Flatness(IntStream.range(0, 60).mapToObj(sample).toList()).violations();
    }

    private static Vitals vitals(long heap, long threads, long files) {
        return new Vitals(Duration.ZERO, heap, 32 * MIB, threads, files, 0, 0, 0);
    }
}
