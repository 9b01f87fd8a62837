package dev.playhead.scheduler.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaId;
import dev.playhead.testkit.simulation.SimOrigin;
import dev.playhead.testkit.simulation.SimPlayer;
import dev.playhead.testkit.simulation.SimWorld;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A core that takes an origin over knows all it needs within a second, from repeated positions and the store's map. */
class OwnershipTest {
    private static final long MIB = 1024 * 1024;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final HandOver cores = new HandOver();
    private final SimWorld world = new SimWorld(1, SimOrigin.far(), cores).withFetchers(2);
    private final MediaId film = world.media("film", DataSize.ofMebibytes(256));

    @Test
    void viewerWhoSeeksASecondLaterIsServedAsEver() {
        // Given
        SimPlayer player = world.player("p", film, 1e6).read(0);
        world.time().run(Duration.ofSeconds(5));

        // When
        cores.handOver();
        world.time().run(SECOND);
        player.read(200 * MIB);
        world.time().run(SECOND);

        // Then
        assertThat(player.toFirstByte()).isLessThan(Duration.ofMillis(60));
        assertThat(player.stalled()).isZero();
    }

    @Test
    void nobodyStallsAndNextToNothingIsFetchedTwice() {
        // Given
        SimPlayer player = world.player("p", film, 2e6).read(0);
        world.time().run(Duration.ofSeconds(3));

        // When
        cores.handOver();
        world.time().run(Duration.ofSeconds(30));

        // Then
        assertThat(player.stalled()).isZero();
        assertThat(player.position()).isGreaterThan((long) 60e6);
        assertThat(world.origin().bytes())
                .isLessThan(world.store().readable(film).bytes() + 2 * MIB);
    }

    @Test
    void seekThatTheFirstOwnerHasHeardAloneIsServed() {
        // Given
        SimPlayer player = world.player("p", film, 1e6).read(0);
        world.time().run(Duration.ofSeconds(5));

        // When
        player.read(200 * MIB);
        cores.handOver();

        // Then
        assertThat(world.time().runUntil(() -> player.hasTaken(MIB), Duration.ofMillis(1500)))
                .isTrue();
    }
}
