package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.testkit.docker.RequiresDocker;
import dev.playhead.testkit.origin.OriginFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one core of each service carries, by the CPU time that its container used: that is the same whatever else the
 * machine does, where a rate would not be. The log has the table of docs/scaling.md.
 */
@RequiresDocker
@Timeout(300)
class CapacityTable {
    private static final Logger LOG = LoggerFactory.getLogger(CapacityTable.class);
    private static final long MIB = 1024 * 1024;
    /** Long enough for the compilers to have done with what matters. */
    private static final long WARM_UP = 256 * MIB;

    private static final long FILM = 512 * MIB;
    private static final int READS = 4;
    /** Viewers whose bytes are all there but who do not take them: only their positions are told. */
    private static final int STREAMS = 200;

    private static final Duration MEASURED = Duration.ofSeconds(10);

    /**
     * One line of the table.
     *
     * @param service whose CPU time
     * @param work what it did
     * @param cpu what that took
     * @param amount how much was done
     * @param unit of the amount
     */
    private record Line(String service, String work, Duration cpu, double amount, String unit) {
        String row() {
            double seconds = Math.max(cpu.toMillis(), 1) / 1000.0;
            return String.format(Locale.ROOT, "| %s | %s | %.0f %s |%n", service, work, amount / seconds, unit);
        }
    }

    @Test
    void oneCoreOfEachService() {
        List<Line> lines = new ArrayList<>();
        try (Composed stack = Composed.up(Map.of())) {
            // Given
            OriginFile warmUp = stack.origin().serve("/warm-up.mp4", WARM_UP);
            OriginFile film = stack.origin().serve("/film.mp4", FILM);
            stack.player("warm-up").readWhole(warmUp);
            stack.player("warm-up").readWhole(warmUp);

            // When
            Map<String, Duration> cold = used(stack, () -> stack.player("cold").readWhole(film));
            Map<String, Duration> hot = used(stack, () -> IntStream.range(0, READS)
                    .forEach(i -> stack.player("hot").readWhole(film)));
            Map<String, Duration> watched = watched(stack, film);

            // Then
            double megabytes = FILM / 1e6;
            lines.add(new Line("fetcher", "bytes of an origin", cold.get("fetcher"), megabytes, "MB/s"));
            lines.add(new Line("store", "bytes written", cold.get("store"), megabytes, "MB/s"));
            lines.add(new Line("store", "stored bytes read", hot.get("store"), READS * megabytes, "MB/s"));
            lines.add(new Line("gateway", "stored bytes played", hot.get("gateway"), READS * megabytes, "MB/s"));
            double streamSeconds = STREAMS * MEASURED.toSeconds();
            lines.add(new Line("gateway", "open streams told of", watched.get("gateway"), streamSeconds, "streams"));
            lines.add(new Line("scheduler", "open streams kept", watched.get("scheduler"), streamSeconds, "streams"));
        }
        LOG.atInfo().log("as docs/scaling.md has it:\n{}", table(lines));
        assertThat(lines).hasSize(6);
    }

    /** Returns what streams cost that are open; opening them, and the bytes that fill their sockets, is another matter. */
    private static Map<String, Duration> watched(Composed stack, OriginFile film) {
        List<Player.Stream> streams = IntStream.range(0, STREAMS)
                .mapToObj(i -> stack.player("viewer " + i).play(film, i * MIB))
                .toList();
        pass(MEASURED);
        Map<String, Duration> used = used(stack, () -> pass(MEASURED));
        streams.forEach(Player.Stream::close);
        return used;
    }

    private static void pass(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }

    /** Returns the CPU time that each service used for some work; the stores' is added up. */
    private static Map<String, Duration> used(Composed stack, Runnable work) {
        Map<String, Duration> before = cpu(stack);
        work.run();
        Map<String, Duration> used = new TreeMap<>();
        cpu(stack).forEach((service, after) -> used.put(service, after.minus(before.get(service))));
        return used;
    }

    private static Map<String, Duration> cpu(Composed stack) {
        return Map.of(
                "gateway", stack.cpu("gateway-1"),
                "scheduler", stack.cpu("scheduler-1"),
                "fetcher", stack.cpu("fetcher-1"),
                "store", stack.cpu("store-1-1").plus(stack.cpu("store-2-1")));
    }

    private static String table(List<Line> lines) {
        StringBuilder table = new StringBuilder("| Service | What | One core carries |\n|---|---|---|\n");
        lines.forEach(line -> table.append(line.row()));
        return table.toString();
    }
}
