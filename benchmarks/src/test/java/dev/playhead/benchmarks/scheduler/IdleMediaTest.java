package dev.playhead.benchmarks.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class IdleMediaTest {

    @Test
    void mediaWhoseViewerHasGoneCostsLessThanTwoKilobytes(TestReporter reporter) {
        // Given
        long before = used();
        ServedCore core = new ServedCore();
        List<Viewer> viewers = LibraryBenchmark.watched(core);
        viewers.forEach(viewer -> core.send(viewer.closes(core.now())));
        while (core.fetchNext()) {
            // until nothing is under way
        }
        viewers.clear();
        core.forgetsStore();

        // When
        double each = (used() - before) / (double) LibraryBenchmark.FILMS;

        // Then
        reporter.publishEntry("bytes an idle media", String.valueOf(Math.round(each)));
        assertThat(core.mediaCount()).isEqualTo(LibraryBenchmark.FILMS);
        assertThat(each).as("bytes an idle media").isBetween(100.0, 2048.0);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
