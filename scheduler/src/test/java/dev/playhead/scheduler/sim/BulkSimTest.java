package dev.playhead.scheduler.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.config.BackgroundFill;
import dev.playhead.common.config.BackgroundFill.Mode;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.Priority;
import dev.playhead.testkit.simulation.SimFaults;
import dev.playhead.testkit.simulation.SimOrigin;
import dev.playhead.testkit.simulation.SimPlayer;
import dev.playhead.testkit.simulation.SimWish;
import dev.playhead.testkit.simulation.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Pre-cache and background fill beside viewers; {@code BulkInvariant} watches each step. */
class BulkSimTest {
    private static final long MIB = 1024 * 1024;
    private static final double FILM = 1e6;
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final BackgroundFill WHILE_WATCHING = new BackgroundFill(Mode.WHILE_WATCHING, new DataSize(0));

    @Example
    void tenMediaArePreCachedBesideTwoViewersWhoNoticeNothing() {
        // Given
        SimWorld world = new SimWorld(1, SimOrigin.far(), new SimulatedCore()).withFetchers(1);
        List<SimWish> wishes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            wishes.add(world.wish(world.media("asked" + i, DataSize.ofMebibytes(32)), Priority.MEDIUM));
        }
        world.time().run(Duration.ofSeconds(3));

        // When
        SimPlayer one = world.player("p", world.media("film", DataSize.ofMebibytes(128)), FILM)
                .read(0);
        SimPlayer two = world.player("q", world.media("other", DataSize.ofMebibytes(128)), FILM)
                .read(0);
        world.time().run(Duration.ofSeconds(60));

        // Then
        assertThat(List.of(one, two)).allSatisfy(player -> {
            assertThat(player.stalled()).isZero();
            assertThat(player.toFirstByte()).isLessThanOrEqualTo(Duration.ofMillis(55));
        });
        assertThat(wishes).allMatch(SimWish::isComplete);
    }

    @Example
    void whatWasAskedForFirstIsFetchedFirst() {
        // Given
        SimWorld world = new SimWorld(1, SimOrigin.far(), new SimulatedCore()).withFetchers(1);
        MediaId film = world.media("film", DataSize.ofMebibytes(32));
        MediaId later = world.media("later", DataSize.ofMebibytes(32));

        // When
        SimWish first = world.wish(film, Priority.MEDIUM);
        world.time().run(Duration.ofMillis(500));
        SimWish second = world.wish(later, Priority.MEDIUM);

        // Then
        assertThat(world.time().runUntil(first::isComplete, LONG)).isTrue();
        assertThat(second.isComplete()).isFalse();
        assertThat(world.time().runUntil(second::isComplete, LONG)).isTrue();
        assertThat(world.origin().bytes()).isEqualTo(64 * MIB);
    }

    @Example
    void backgroundFillCompletesWhatIsWatchedAndEndsWithIt() {
        // Given
        SimWorld world = new SimWorld(1, SimOrigin.far(), new SimulatedCore(WHILE_WATCHING)).withFetchers(1);
        MediaId film = world.media("film", DataSize.ofMebibytes(256));
        MediaId left = world.media("left", DataSize.ofMebibytes(4096));
        world.player("p", film, FILM).read(0);
        world.time().run(Duration.ofSeconds(40));
        assertThat(world.store().readable(film).bytes()).isEqualTo(256 * MIB);
        SimPlayer leaving = world.player("q", left, FILM).read(0);
        world.time().run(Duration.ofSeconds(20));

        // When
        leaving.close();
        world.time().run(Duration.ofMillis(100));
        long then = world.origin().bytes();
        world.time().run(Duration.ofSeconds(20));

        // Then
        assertThat(world.origin().bytes()).isEqualTo(then);
        assertThat(world.store().readable(left).bytes()).isLessThan(4096 * MIB);
    }

    @Example
    void backgroundFillKeepsToItsRate() {
        // Given
        BackgroundFill slow = new BackgroundFill(Mode.WHILE_WATCHING, DataSize.ofMebibytes(2));
        SimWorld world = new SimWorld(1, SimOrigin.far(), new SimulatedCore(slow)).withFetchers(1);
        MediaId film = world.media("film", DataSize.ofMebibytes(1024));
        world.player("p", film, FILM).read(0);
        world.time().run(Duration.ofSeconds(20));
        int before = world.published().size();

        // When
        world.time().run(Duration.ofSeconds(30));

        // Then
        long filled = world.published().stream()
                .skip(before)
                .filter(span -> span.priority() == Priority.LOW)
                .mapToLong(
                        span -> span.range().resolve(1024 * MIB).orElseThrow().length())
                .sum();
        assertThat(filled).isBetween(40 * MIB, 62 * MIB);
    }

    @Example
    void whatIsToBeCompletedInAnyCaseIsKeptByTheStoreOnce() {
        // Given
        SimulatedCore core = new SimulatedCore(new BackgroundFill(Mode.ALWAYS, new DataSize(0)));
        SimWorld world = new SimWorld(1, SimOrigin.far(), core).withFetchers(1);
        MediaId film = world.media("film", DataSize.ofMebibytes(256));

        // When
        world.player("p", film, FILM).read(0);
        world.time().run(Duration.ofSeconds(20));

        // Then
        assertThat(core.kept()).containsExactly(film);
    }

    /** Wishes beside random viewers in a world that loses, doubles and breaks things: all come true at last. */
    @Property(tries = 60)
    void wishesComeTrueBesideRandomViewers(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int viewers,
            @ForAll @IntRange(min = 1, max = 3) int fetchers,
            @ForAll @DoubleRange(min = 0, max = 0.2) double lost,
            @ForAll @DoubleRange(min = 0, max = 0.2) double broken) {
        SimWorld world = new SimWorld(
                        seed, SimOrigin.of(Duration.ofMillis(40), 25e6, 60e6), new SimulatedCore(WHILE_WATCHING))
                .withFetchers(fetchers)
                .withFaults(new SimFaults(lost, 0.1, broken, 0, 0));
        List<MediaId> media = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            media.add(world.media("film" + i, DataSize.ofMebibytes(40)));
        }
        List<SimPlayer> players = new ArrayList<>();
        for (int i = 0; i < viewers; i++) {
            players.add(
                    world.player("p" + i, media.get(world.random().nextInt(3)), i % 2 == 0 ? SimPlayer.GREEDY : 1e6));
        }

        List<SimWish> wishes = new ArrayList<>();
        for (MediaId each : media) {
            wishes.add(world.wish(each, Priority.MEDIUM));
            for (SimPlayer player : players) {
                player.read((long) (world.random().nextDouble() * 38 * MIB));
                world.time().run(Duration.ofMillis(world.random().nextInt(1500)));
            }
        }

        assertThat(world.time().runUntil(() -> wishes.stream().allMatch(SimWish::isComplete), LONG))
                .isTrue();
    }
}
