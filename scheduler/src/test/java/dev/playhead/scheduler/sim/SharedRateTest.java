package dev.playhead.scheduler.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.DataSize;
import dev.playhead.testkit.simulation.SimOrigin;
import dev.playhead.testkit.simulation.SimPlayer;
import dev.playhead.testkit.simulation.SimViewer;
import dev.playhead.testkit.simulation.SimWorld;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Viewers and a download at an origin of 4.5 MB/s for all: two seconds of a film of 1 MB/s take 0.44 s of it. */
class SharedRateTest {
    private static final long MIB = 1024 * 1024;
    private static final double FILM = 1e6;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private SimWorld world;

    /** How long the download has gone: what a start finds under way depends on where its spans stand. */
    static Stream<Duration> moments() {
        return IntStream.of(5000, 5150, 5300, 5450, 5600).mapToObj(Duration::ofMillis);
    }

    @BeforeEach
    void downloadFromAConstrainedOrigin() {
        world = new SimWorld(1, SimOrigin.constrained(), new SimulatedCore()).withFetchers(2);
        viewer("download", SimPlayer.GREEDY).goTo(0).download().begin();
    }

    @ParameterizedTest(name = "after {0}")
    @MethodSource("moments")
    void picturesOfTwoWhoStartTogetherComeOneAfterTheOther(Duration downloaded) {
        // Given
        world.time().run(downloaded);

        // When
        List<Duration> pictures = pictures(start("first", 0), start("second", 10));

        // Then
        assertThat(pictures.get(0)).isLessThan(Duration.ofMillis(700));
        assertThat(pictures.get(1)).isLessThan(Duration.ofMillis(1200));
    }

    @Test
    void downloadMakesRoomAsSoonAsItIsSeenThatItHoldsUpAStart() {
        // Given
        world.time().run(Duration.ofSeconds(1));

        // When
        List<Duration> pictures = pictures(start("first", 0));

        // Then: with the download beside it to the end of its spans it would take 1.5 s
        assertThat(pictures.get(0)).isLessThan(Duration.ofMillis(1100));
    }

    @ParameterizedTest(name = "after {0}")
    @MethodSource("moments")
    void nobodyIsLeftWithoutAByteForLongHoweverManyWait(Duration downloaded) {
        // Given: ten pictures take 4.4 s
        world.time().run(downloaded);
        List<SimViewer> viewers = IntStream.range(0, 10)
                .mapToObj(i -> start("v" + i, 10 * i).begin())
                .toList();

        // When: two seconds, and what is under way then to make room for the last
        world.time().run(Duration.ofMillis(2500));

        // Then
        assertThat(viewers).allMatch(viewer -> viewer.player().hasTaken(1));
    }

    private List<Duration> pictures(SimViewer... viewers) {
        Stream.of(viewers).forEach(SimViewer::begin);
        assertThat(world.time().runUntil(() -> Stream.of(viewers).allMatch(SimViewer::isDone), LIMIT))
                .isTrue();
        return Stream.of(viewers)
                .map(viewer -> viewer.player().picture().starts().get(0))
                .toList();
    }

    private SimViewer start(String name, int afterMillis) {
        return viewer(name, FILM)
                .dwell(Duration.ofMillis(afterMillis))
                .goTo(0)
                .watch(Duration.ofSeconds(2))
                .leave();
    }

    private SimViewer viewer(String name, double rate) {
        return new SimViewer(world, world.player(name, world.media(name, new DataSize(1024 * MIB)), rate));
    }
}
