package dev.playhead.scheduler.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.Priority;
import dev.playhead.testkit.simulation.SimOrigin;
import dev.playhead.testkit.simulation.SimPlayer;
import dev.playhead.testkit.simulation.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scenarios of DESIGN section 1 that the scheduler answers for, played through in virtual time. */
class ScenarioTest {
    private static final long MIB = 1024 * 1024;
    private static final double FILM = 1e6;
    private static final Duration LONG = Duration.ofMinutes(2);

    private SimulatedCore core;
    private SimWorld world;
    private MediaId film;

    @BeforeEach
    void farOriginAndOneFetcher() {
        core = new SimulatedCore();
        world = new SimWorld(1, SimOrigin.far(), core).withFetchers(1);
        film = world.media("film", DataSize.ofMebibytes(128));
    }

    @Test
    void coldDownloadIsFasterThanOneConnection() {
        // Given
        SimPlayer player = world.player("p", film, SimPlayer.GREEDY);

        // When
        player.read(0);
        finish(player);

        // Then
        double rate = world.store().length(film) / (world.time().elapsed().toMillis() / 1e3);
        assertThat(rate).as("bytes per second").isGreaterThan(65e6);
        assertThat(player.toFirstByte()).isLessThanOrEqualTo(Duration.ofMillis(55));
        assertThat(world.origin().bytes()).isEqualTo(128 * MIB);
        assertThat(world.origin().widest()).isBetween(4, SimWorld.MAX_REQUESTS);
    }

    @Test
    void downloadStaysAheadOfPlayhead() {
        // Given
        SimPlayer player = world.player("p", film, FILM).read(0);

        // When
        world.time().run(Duration.ofSeconds(40));

        // Then
        long ahead = world.store().readable(film).runEnd(player.position()) - player.position();
        assertThat(player.stalled()).isZero();
        assertThat(ahead).as("bytes ahead of the playhead").isBetween((long) (12 * FILM), (long) (40 * FILM));
        assertThat(world.origin().starts(film)).isSorted();
    }

    @Test
    void seekIsFetchedFirstAndTheOldPlaceIsLeft() {
        // Given
        SimPlayer player = world.player("p", film, FILM).read(0);
        world.time().run(Duration.ofMillis(150));
        int before = world.published().size();

        // When
        player.read(90 * MIB + 5);
        world.time().run(Duration.ofMillis(120));

        // Then
        assertThat(starts(before).get(0)).isEqualTo(90 * MIB + 5);
        assertThat(world.published().get(before).priority()).isEqualTo(Priority.CRITICAL);
        assertThat(starts(before)).allMatch(start -> start >= 90 * MIB);
        assertThat(core.inFlight()).allMatch(span -> start(span) >= 90 * MIB || span.priority() == Priority.CRITICAL);
        assertThat(player.toFirstByte()).isLessThanOrEqualTo(Duration.ofMillis(55));
    }

    @Test
    void seekBackToStoredBytesAsksNothing() {
        // Given
        SimPlayer player = world.player("p", film, FILM).read(0);
        world.time().run(Duration.ofSeconds(10));
        player.read(100 * MIB);
        world.time().run(Duration.ofSeconds(2));
        int before = world.published().size();

        // When
        player.read(2 * MIB);
        world.time().run(Duration.ofMillis(400));

        // Then
        assertThat(starts(before)).as("asked of what is stored").noneMatch(start -> start < 8 * MIB);
        assertThat(player.toFirstByte()).isLessThan(Duration.ofMillis(10));
    }

    @Test
    void eachOfManyRandomSeeksIsServedFirst() {
        // Given
        MediaId large = world.media("large", DataSize.ofMebibytes(1024));
        SimPlayer player = world.player("p", large, SimPlayer.GREEDY);
        List<Duration> firstBytes = new ArrayList<>();

        // When
        for (int i = 0; i < 20; i++) {
            player.read((long) (world.random().nextDouble() * 1000 * MIB));
            assertThat(world.time().runUntil(() -> player.hasTaken(MIB), LONG)).isTrue();
            firstBytes.add(player.toFirstByte());
        }
        player.close();
        world.time().run(Duration.ofSeconds(5));

        // Then
        assertThat(firstBytes).allMatch(time -> time.toMillis() <= 60);
        assertThat(world.origin().bytes()).isLessThanOrEqualTo(60 * MIB);
    }

    @Test
    void slowRandomSeeksCostLittleMoreThanWhatIsRead() {
        // Given
        MediaId large = world.media("large", DataSize.ofMebibytes(1024));
        SimPlayer player = world.player("p", large, SimPlayer.GREEDY);

        // When
        for (int i = 0; i < 20; i++) {
            player.read((long) (world.random().nextDouble() * 1000 * MIB));
            assertThat(world.time().runUntil(() -> player.hasTaken(MIB), LONG)).isTrue();
            player.close();
            world.time().run(Duration.ofMillis(700));
        }

        // Then
        assertThat(world.origin().bytes()).isLessThanOrEqualTo(60 * MIB);
    }

    @Test
    void scrubbingFetchesTargetsOnly() {
        // Given
        SimPlayer player = world.player("p", film, FILM / 2).read(0);
        world.time().run(Duration.ofSeconds(2));
        player.read(20 * MIB);
        world.time().run(Duration.ofMillis(200));
        int before = world.published().size();

        // When
        for (int i = 1; i <= 5; i++) {
            player.read((20 + 10 * i) * MIB);
            world.time().run(Duration.ofMillis(200));
        }

        // Then
        assertThat(starts(before)).allMatch(start -> start % (10 * MIB) < 3 * MIB);
    }

    @Test
    void probeOfHeadAndTailStartsNoReadAhead() {
        // Given
        SimPlayer player = world.player("p", film, FILM);

        // When
        player.read(0, 64 * 1024);
        finish(player);
        player.read(127 * MIB, 127 * MIB + 64 * 1024);
        finish(player);
        world.time().run(Duration.ofSeconds(5));

        // Then
        assertThat(world.origin().bytes()).isLessThanOrEqualTo(2 * MIB);
    }

    @Test
    void boundedRangesThatFollowOneAnotherAreReadAhead() {
        // Given
        SimPlayer player = world.player("p", film, SimPlayer.GREEDY);
        for (int i = 0; i < 8; i++) {
            player.read(i * MIB, (i + 1) * MIB);
            finish(player);
        }
        world.time().run(Duration.ofSeconds(1));

        // When
        player.read(8 * MIB, 9 * MIB);
        finish(player);

        // Then
        assertThat(player.toFirstByte()).as("read ahead").isLessThan(Duration.ofMillis(10));
    }

    @Test
    void herdOnOneMediaAsksOnce() {
        // Given
        List<SimPlayer> herd = new ArrayList<>();

        // When
        for (int i = 0; i < 50; i++) {
            herd.add(world.player("p" + i, film, FILM).read(0));
        }
        world.time().run(Duration.ofSeconds(20));

        // Then
        long unique = world.store().readable(film).bytes();
        assertThat(world.origin().bytes()).isEqualTo(unique);
        assertThat(world.origin().starts(film)).doesNotHaveDuplicates();
        assertThat(herd).allMatch(player -> player.toFirstByte().toMillis() <= 55);
    }

    @Test
    void severalMediaDownloadAtOnce() {
        // Given
        MediaId other = world.media("other", DataSize.ofMebibytes(64));
        SimPlayer one = world.player("p", film, SimPlayer.GREEDY).read(0);

        // When
        SimPlayer two = world.player("q", other, SimPlayer.GREEDY).read(0);
        finish(one);
        finish(two);

        // Then
        assertThat(two.toFirstByte()).isLessThanOrEqualTo(Duration.ofMillis(60));
        assertThat(world.origin().bytes()).isEqualTo(192 * MIB);
    }

    @Test
    void startOvertakesLongDownload() {
        // Given
        world = new SimWorld(1, SimOrigin.constrained(), new SimulatedCore()).withFetchers(1);
        MediaId bulk = world.media("bulk", DataSize.ofMebibytes(256));
        film = world.media("film", DataSize.ofMebibytes(128));
        world.player("d", bulk, SimPlayer.GREEDY).read(0);
        world.time().run(Duration.ofSeconds(20));

        // When
        SimPlayer viewer = world.player("p", film, FILM).read(0);
        world.time().run(Duration.ofSeconds(20));

        // Then
        assertThat(viewer.toFirstByte()).isLessThan(Duration.ofMillis(300));
        assertThat(viewer.stalled()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void storedMediaIsNotAskedFor() {
        // Given
        world.store().preload(film, new ByteRange(0, 128 * MIB));

        // When
        SimPlayer player = world.player("p", film, SimPlayer.GREEDY).read(0);
        finish(player);

        // Then
        assertThat(world.origin().requests()).isEmpty();
    }

    @Test
    void holeInStoredMediaIsFetchedBeforePlayheadGetsThere() {
        // Given
        world.store().preload(film, new ByteRange(0, 10 * MIB), new ByteRange(11 * MIB, 128 * MIB));

        // When
        SimPlayer player = world.player("p", film, FILM).read(0);
        world.time().run(Duration.ofSeconds(15));

        // Then
        assertThat(player.stalled()).isZero();
        assertThat(world.origin().bytes()).isEqualTo(MIB);
    }

    @Test
    void viewerWhoLeavesEndsTheWork() {
        // Given
        SimPlayer player = world.player("p", film, SimPlayer.GREEDY).read(0);
        world.time().run(Duration.ofMillis(600));

        // When
        player.close();
        world.time().run(Duration.ofMillis(20));
        long then = world.origin().bytes();
        world.time().run(Duration.ofSeconds(40));

        // Then
        assertThat(world.origin().bytes() - then).isLessThanOrEqualTo(2 * MIB);
        assertThat(core.inFlight()).isEmpty();
        assertThat(core.mediaCount()).isZero();
    }

    private void finish(SimPlayer player) {
        assertThat(world.time().runUntil(player::isFinished, LONG)).isTrue();
    }

    private List<Long> starts(int from) {
        return world.published().subList(from, world.published().size()).stream()
                .map(ScenarioTest::start)
                .toList();
    }

    private static long start(FetchSpan span) {
        return span.range().firstByte().orElseThrow();
    }
}
