package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.testkit.bus.UnreliablePublisher;
import dev.playhead.testkit.bus.UnreliablePublisher.Trouble;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.OriginFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that arrive twice, late and out of order: they may cost time and bytes, and nothing else. */
@Timeout(60)
class EventTroubleIT {
    private static final long MIB = 1024 * 1024;
    private static final long FILM = 10 * MIB;
    private static final int VIEWERS = 3;
    private static final int SEEKS = 10;
    private static final long CONNECTION_RATE = 8 * MIB;
    /** What a viewer may wait: two delays in a row, a first byte, and the two seconds until the origin is asked. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

    @TempDir
    Path data;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void duplicatedDelayedAndReorderedEventsCostNoByte(long seed) throws Exception {
        Trouble half = new Trouble(0.5, 0.5, Duration.ofMillis(500));
        try (Ensemble all = Ensemble.start(data, (vertx, bus) -> new UnreliablePublisher(vertx, bus, half, seed))) {
            // Given
            List<OriginFile> films = films(all);

            // When
            List<Viewer> viewers = watch(all, films);
            Random random = new Random(seed);
            for (int seek = 0; seek < SEEKS; seek++) {
                OriginFile film = films.get(random.nextInt(films.size()));
                player(all, "seeker").read(film, random.nextLong(FILM - MIB), MIB / 4);
            }

            // Then: each byte was checked when it came
            for (Viewer viewer : viewers) {
                assertThat(viewer.end()).as("seed %d", seed).isLessThan(LONGEST_WAIT);
            }
            assertThat(films).as("seed %d: bytes from the origin", seed).allSatisfy(film -> assertThat(
                            all.origin().requests().bytesSent(film))
                    .isLessThan(2 * FILM));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {300, 1000})
    void aSlowBrokerCostsTimeOnlyAndHitsDoNotNotice(long delayMillis) throws Exception {
        Trouble slow = new Trouble(0, 1, Duration.ofMillis(delayMillis));
        try (Ensemble all = Ensemble.start(data, (vertx, bus) -> new UnreliablePublisher(vertx, bus, slow, 1))) {
            // Given
            List<OriginFile> films = films(all);

            // When
            List<Viewer> viewers = watch(all, films);

            // Then
            for (Viewer viewer : viewers) {
                assertThat(viewer.end()).isLessThan(LONGEST_WAIT);
            }
            long start = System.nanoTime();
            player(all, "later").readWhole(films.get(0));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as("a hit").isLessThan(Duration.ofSeconds(1));
        }
    }

    private static List<OriginFile> films(Ensemble all) {
        List<OriginFile> films = IntStream.range(0, VIEWERS)
                .mapToObj(i -> all.origin().serve("/film-" + i + ".mp4", FILM))
                .toList();
        films.forEach(film -> film.lies().always(Fault.bandwidth(CONNECTION_RATE)));
        return films;
    }

    private static List<Viewer> watch(Ensemble all, List<OriginFile> films) {
        return films.stream()
                .map(film -> Viewer.start(player(all, "viewer of " + film.path()), film))
                .toList();
    }

    private static Player player(Ensemble all, String name) {
        return new Player(all.address(Ensemble.Bytes.LOCAL), name);
    }
}
