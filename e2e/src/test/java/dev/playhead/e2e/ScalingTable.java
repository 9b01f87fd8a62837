package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.testkit.docker.RequiresDocker;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.OriginRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a fleet brings from an origin that limits each connection, by the number of its fetchers, one slot each.
 *
 * <p>{@code -Dplayhead.test.fetchers=1,2,4,8} says which numbers; the log has the table of docs/scaling.md.
 */
@RequiresDocker
@Timeout(300)
class ScalingTable {
    private static final Logger LOG = LoggerFactory.getLogger(ScalingTable.class);
    private static final long MIB = 1024 * 1024;
    private static final long CONNECTION_RATE = MIB;
    /** More than any fleet here has slots, so that every fetcher always has something to do. */
    private static final int VIEWERS = 12;

    private static final Duration SETTLING = Duration.ofSeconds(4);
    private static final Duration MEASURED = Duration.ofSeconds(8);
    private static final Map<String, String> ONE_SLOT = Map.of(
            "SLOTS_NOW", "1",
            "SLOTS_AHEAD", "0",
            "SLOTS_BULK", "0",
            "PASS_THROUGH_MAX", "0");

    @Test
    void fourFetchersBringAtLeastThreeAndAHalfTimesAsMuchAsOne() {
        // Given
        List<Integer> sizes = Arrays.stream(
                        System.getProperty("playhead.test.fetchers", "1,2,4,8").split(","))
                .map(Integer::valueOf)
                .toList();
        SortedMap<Integer, Double> rates = new TreeMap<>();

        // When
        try (Composed stack = Composed.up(ONE_SLOT)) {
            for (int fetchers : sizes) {
                stack.ensure("fetcher=" + fetchers);
                rates.put(fetchers, measure(stack, fetchers));
            }
        }

        // Then
        LOG.atInfo().log("as docs/scaling.md has it:\n{}", table(rates));
        assertThat(rates.get(4) / rates.get(1)).isGreaterThanOrEqualTo(3.5);
    }

    /** Returns the bytes a second that the origin sends while everybody wants more. */
    private static double measure(Composed stack, int fetchers) {
        List<OriginFile> films = IntStream.range(0, VIEWERS)
                .mapToObj(i -> stack.origin().serve("/fleet-of-" + fetchers + "-" + i + ".mp4", 512 * MIB))
                .toList();
        films.forEach(film -> film.lies().always(Fault.bandwidth(CONNECTION_RATE)));
        List<Viewer> viewers = films.stream()
                .map(film -> Viewer.start(stack.player(film.path()), film))
                .toList();
        pass(SETTLING);
        long before = sent(stack);
        pass(MEASURED);
        double rate = (sent(stack) - before) / (double) MEASURED.toSeconds();
        viewers.forEach(Viewer::leave);
        return rate;
    }

    private static long sent(Composed stack) {
        return stack.origin().requests().all().stream()
                .mapToLong(OriginRequest::bytesSent)
                .sum();
    }

    private static void pass(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }

    private static String table(SortedMap<Integer, Double> rates) {
        StringBuilder table = new StringBuilder("| Fetchers | MiB/s | × one |\n|---|---|---|\n");
        double one = rates.get(rates.firstKey());
        rates.forEach((fetchers, rate) ->
                table.append(String.format(Locale.ROOT, "| %d | %.1f | %.1f |%n", fetchers, rate / MIB, rate / one)));
        return table.toString();
    }
}
