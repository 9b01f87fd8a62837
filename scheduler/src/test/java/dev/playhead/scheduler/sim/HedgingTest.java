package dev.playhead.scheduler.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaId;
import dev.playhead.testkit.simulation.SimFaults;
import dev.playhead.testkit.simulation.SimOrigin;
import dev.playhead.testkit.simulation.SimPlayer;
import dev.playhead.testkit.simulation.SimWorld;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that stall are overtaken by a second request; healthy origins see none. */
class HedgingTest {
    private static final long MIB = 1024 * 1024;
    /** In each piece of the answers that are under way. */
    private static final SimFaults ALL_STALL = SimFaults.NONE.withStalled(16);

    private final SimulatedCore core = new SimulatedCore();

    @Test
    void answerThatStallsBeforeAViewerIsOvertaken() {
        // Given
        SimWorld world = new SimWorld(1, SimOrigin.far(), core).withFetchers(2);
        MediaId film = world.media("film", DataSize.ofMebibytes(256));
        SimPlayer warm = world.player("warm", film, SimPlayer.GREEDY).read(0, 8 * MIB);
        assertThat(world.time().runUntil(warm::isFinished, Duration.ofSeconds(10)))
                .isTrue();
        SimPlayer player = world.player("p", film, 1e6).read(100 * MIB);
        world.time().run(Duration.ofMillis(55));

        // When
        stallAllAnswers(world);
        boolean shown = world.time().runUntil(() -> !player.picture().starts().isEmpty(), Duration.ofSeconds(6));

        // Then
        assertThat(shown).isTrue();
        assertThat(player.picture().starts().get(0)).isLessThan(Duration.ofMillis(1500));
        assertThat(core.hedgeCounts().issued() + core.hedgeCounts().replaced()).isPositive();
    }

    @Test
    void loserOfARaceIsStoppedAndCostsLittle() {
        // Given
        SimWorld world = new SimWorld(1, SimOrigin.far(), core).withFetchers(2);
        MediaId film = world.media("film", DataSize.ofMebibytes(64));
        SimPlayer player = world.player("p", film, 1e6).read(0);
        world.time().run(Duration.ofMillis(300));

        // When
        stallAllAnswers(world);
        world.time().run(Duration.ofSeconds(20));

        // Then
        assertThat(player.stalled()).isZero();
        assertThat(world.origin().bytes())
                .isLessThan(world.store().readable(film).bytes() + 2 * MIB);
    }

    static List<SimOrigin> healthyOrigins() {
        return List.of(SimOrigin.far(), SimOrigin.common(), SimOrigin.constrained());
    }

    @ParameterizedTest
    @MethodSource("healthyOrigins")
    void healthyOriginIsAskedOnce(SimOrigin origin) {
        // Given
        SimWorld world = new SimWorld(1, origin, core).withFetchers(2);
        MediaId film = world.media("film", DataSize.ofMebibytes(128));
        SimPlayer download = world.player("d", world.media("bulk", DataSize.ofMebibytes(96)), SimPlayer.GREEDY);
        SimPlayer player = world.player("p", film, 1e6);

        // When
        download.read(0);
        for (int seek = 0; seek < 4; seek++) {
            player.read(seek * 30 * MIB);
            world.time().run(Duration.ofSeconds(5));
        }
        world.time().runUntil(download::isFinished, Duration.ofMinutes(2));

        // Then
        assertThat(core.hedgeCounts().issued()).isZero();
        assertThat(core.hedgeCounts().replaced()).isZero();
    }

    private static void stallAllAnswers(SimWorld world) {
        world.withFaults(ALL_STALL);
        world.time().run(Duration.ofMillis(30));
        world.withFaults(SimFaults.NONE);
    }
}
