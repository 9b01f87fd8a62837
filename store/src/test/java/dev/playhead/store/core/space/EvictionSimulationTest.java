package dev.playhead.store.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.store.core.space.Evenings.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Compares orders of eviction on traces. {@code docs/eviction.md} holds what it prints; {@code -Dwrite.docs=true} writes it
 * anew.
 */
class EvictionSimulationTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "eviction.md");
    private static final long SEED = 20;
    private static final List<Evenings> WORLDS = List.of(
            new Evenings("films", 200, 0.9, 2_500, 0, false),
            new Evenings("films, and a scan of the library now and then", 200, 0.9, 2_500, 250, false),
            new Evenings("fashion: what is popular changes all the time", 200, 1.0, 2_500, 0, true),
            new Evenings("fashion and scans", 200, 1.0, 2_500, 250, true));
    private static final List<Integer> PERCENT = List.of(2, 5, 10, 25);

    /** Hits of viewers, percent. */
    private record Hits(double lru, double sieve, double s3fifo) {}

    @Test
    void theDocumentSaysWhatTheSimulationShows() throws IOException {
        // Given
        StringBuilder table =
                new StringBuilder("| Trace | Store, % of all | LRU | SIEVE | S3-FIFO |\n|---|---|---|---|---|\n");
        double gained = 0;

        // When
        for (Evenings world : WORLDS) {
            List<Reading> trace = world.trace(SEED);
            long footprint = trace.stream().map(Reading::run).distinct().count();
            for (int percent : PERCENT) {
                int room = (int) (footprint * percent / 100);
                Hits hits = new Hits(
                        play(trace, new Lru<>(), room),
                        play(trace, new Sieve<>(), room),
                        play(trace, new S3Fifo<>(), room));
                table.append(String.format(
                        Locale.ROOT,
                        "| %s | %d | %.1f | %.1f | %.1f |%n",
                        world.name(),
                        percent,
                        hits.lru(),
                        hits.sieve(),
                        hits.s3fifo()));
                gained += hits.s3fifo() - hits.lru();
            }
        }

        // Then
        if (Boolean.getBoolean("write.docs")) {
            Files.writeString(DOCUMENT, withTable(Files.readString(DOCUMENT), table.toString()));
        }
        assertThat(Files.readString(DOCUMENT)).contains(table);
        assertThat(gained).as("points that S3-FIFO has over LRU, summed").isPositive();
    }

    private static String withTable(String document, String table) {
        int start = document.indexOf("| Trace |");
        int end = document.indexOf("\n\n", start);
        return document.substring(0, start) + table.stripTrailing() + document.substring(end);
    }

    /** Returns how many of a hundred readings by viewers find their run. */
    private static double play(List<Reading> trace, EvictionOrder<Long> order, int room) {
        Set<Long> stored = new HashSet<>();
        long hits = 0;
        long viewers = 0;
        for (Reading reading : trace) {
            viewers += reading.isViewer() ? 1 : 0;
            if (stored.contains(reading.run())) {
                hits += reading.isViewer() ? 1 : 0;
                order.read(reading.run(), reading.second());
                continue;
            }
            if (stored.size() == room) {
                long victim = order.victim(any -> true).orElseThrow();
                order.removed(victim);
                stored.remove(victim);
            }
            order.added(reading.run(), 0, reading.second());
            order.read(reading.run(), reading.second() + 1);
            stored.add(reading.run());
        }
        return 100.0 * hits / viewers;
    }
}
