package dev.playhead.scheduler.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaId;
import dev.playhead.testkit.simulation.SimOrigin;
import dev.playhead.testkit.simulation.SimPlayer;
import dev.playhead.testkit.simulation.SimWorld;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that looks into a film at one place after the other, played through in virtual time. */
class AdoptionSimTest {
    private static final long MIB = 1024 * 1024;
    /** Half a Mb/s: a place has shown what it is long before its first window is used. */
    private static final double SLOW = 50e3;
    /** Longer than between the seeks of scrubbing, shorter than it takes to see that a session plays. */
    private static final Duration A_LOOK = Duration.ofMillis(600);

    private SimWorld world;
    private MediaId film;
    private SimPlayer player;

    @BeforeEach
    void farOriginAndOneFetcher() {
        world = new SimWorld(1, SimOrigin.far(), new SimulatedCore()).withFetchers(1);
        film = world.media("film", DataSize.ofMebibytes(128));
        player = world.player("p", film, SLOW);
    }

    @Test
    void whoNeverStaysIsFetchedOnlyItsDemandInTheEnd() {
        // Given
        looks(0, 10);
        long first = world.origin().bytes();

        // When
        looks(10, 30);

        // Then
        assertThat(first).as("bytes for ten places").isGreaterThan(15 * MIB);
        assertThat(world.origin().bytes() - first).as("bytes for twenty more").isBetween(20 * MIB, 25 * MIB);
        assertThat(player.toFirstByte()).isLessThan(Duration.ofMillis(60));
    }

    @Test
    void whoStaysAtLastIsReadAheadForAgain() {
        // Given
        looks(0, 30);

        // When
        player.read(100 * MIB);
        world.time().run(Duration.ofSeconds(170));

        // Then
        long ahead = world.store().readable(film).runEnd(player.position()) - player.position();
        assertThat(player.position() - 100 * MIB).as("bytes taken").isGreaterThan(8_000_000);
        assertThat(ahead).as("bytes ahead of the playhead").isGreaterThan(3 * MIB);
    }

    private void looks(int from, int to) {
        for (int place = from; place < to; place++) {
            player.read(place * 3 * MIB);
            world.time().run(A_LOOK);
        }
    }
}
