package dev.playhead.scheduler.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaId;
import dev.playhead.testkit.simulation.SimFaults;
import dev.playhead.testkit.simulation.SimOrigin;
import dev.playhead.testkit.simulation.SimPlayer;
import dev.playhead.testkit.simulation.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Random viewers in a world that loses, doubles and breaks things; {@link SimInvariants} watches each step. */
class RandomViewersTest {
    private static final long MIB = 1024 * 1024;

    /** Viewers who open, seek, pause between and leave at random; every byte one of them waits for comes. */
    @Property(tries = 120)
    void randomViewersAreServedAtLast(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int viewers,
            @ForAll @IntRange(min = 1, max = 3) int fetchers,
            @ForAll @DoubleRange(min = 0, max = 0.2) double lost,
            @ForAll @DoubleRange(min = 0, max = 0.2) double broken) {
        SimWorld world = new SimWorld(seed, SimOrigin.of(Duration.ofMillis(40), 25e6, 60e6), new SimulatedCore())
                .withFetchers(fetchers);
        world.withFaults(new SimFaults(lost, 0.1, broken, 0, 0));
        List<SimPlayer> players = new ArrayList<>();
        for (int i = 0; i < viewers; i++) {
            MediaId media = world.media("film" + world.random().nextInt(3), DataSize.ofMebibytes(40));
            players.add(world.player("p" + i, media, i % 2 == 0 ? SimPlayer.GREEDY : 1e6));
        }

        for (int i = 0; i < 25; i++) {
            SimPlayer player = players.get(world.random().nextInt(viewers));
            long target = (long) (world.random().nextDouble() * 38 * MIB);
            if (world.random().nextInt(4) == 0) {
                player.read(target, target + 1 + world.random().nextInt((int) MIB));
            } else {
                player.read(target);
            }
            world.time().run(Duration.ofMillis(world.random().nextInt(1500)));
        }

        for (SimPlayer player : players) {
            player.read(36 * MIB);
        }
        for (SimPlayer player : players) {
            assertThat(world.time().runUntil(player::isFinished, Duration.ofMinutes(3)))
                    .isTrue();
        }
    }
}
