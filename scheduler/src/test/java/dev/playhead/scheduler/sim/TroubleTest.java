package dev.playhead.scheduler.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaId;
import dev.playhead.testkit.simulation.SimFaults;
import dev.playhead.testkit.simulation.SimOrigin;
import dev.playhead.testkit.simulation.SimPlayer;
import dev.playhead.testkit.simulation.SimWorld;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is wanted comes at last, whatever is lost, doubled or broken on the way. */
class TroubleTest {
    private static final long MIB = 1024 * 1024;

    @Test
    void lostFetcherIsReplaced() {
        // Given
        SimulatedCore core = new SimulatedCore();
        SimWorld world = new SimWorld(1, SimOrigin.far(), core).withFetchers(2);
        MediaId film = world.media("film", DataSize.ofMebibytes(64));
        SimPlayer player = world.player("p", film, SimPlayer.GREEDY).read(0);
        world.time().run(Duration.ofMillis(400));

        // When
        world.fetchers().get(0).kill();

        // Then
        assertThat(world.time().runUntil(player::isFinished, Duration.ofSeconds(8)))
                .isTrue();
        assertThat(core.hedgeCounts().won()).isPositive();
        assertThat(world.origin().bytes()).isLessThan(66 * MIB);
    }

    @Test
    void lostEventsAreMadeUpFor() {
        // Given
        SimWorld world = new SimWorld(7, SimOrigin.far(), new SimulatedCore()).withFetchers(1);
        world.withFaults(new SimFaults(0.3, 0, 0, 0, 0));
        MediaId film = world.media("film", DataSize.ofMebibytes(32));

        // When
        SimPlayer player = world.player("p", film, SimPlayer.GREEDY).read(0);

        // Then
        assertThat(world.time().runUntil(player::isFinished, Duration.ofMinutes(3)))
                .isTrue();
    }

    @Test
    void doubledEventsChangeNothing() {
        // Given
        SimWorld world = new SimWorld(7, SimOrigin.far(), new SimulatedCore()).withFetchers(1);
        world.withFaults(new SimFaults(0, 1, 0, 0, 0));
        MediaId film = world.media("film", DataSize.ofMebibytes(64));

        // When
        SimPlayer player = world.player("p", film, SimPlayer.GREEDY).read(0);

        // Then
        assertThat(world.time().runUntil(player::isFinished, Duration.ofSeconds(5)))
                .isTrue();
        assertThat(world.origin().bytes()).isEqualTo(64 * MIB);
    }

    @Test
    void brokenResponsesAreRetriedFromTheByteReached() {
        // Given
        SimWorld world = new SimWorld(7, SimOrigin.far(), new SimulatedCore()).withFetchers(1);
        world.withFaults(new SimFaults(0, 0, 0.3, 0, 0));
        MediaId film = world.media("film", DataSize.ofMebibytes(64));

        // When
        SimPlayer player = world.player("p", film, SimPlayer.GREEDY).read(0);

        // Then
        assertThat(world.time().runUntil(player::isFinished, Duration.ofMinutes(1)))
                .isTrue();
        assertThat(world.origin().bytes()).isEqualTo(64 * MIB);
    }
}
