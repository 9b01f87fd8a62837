package dev.playhead.scheduler.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaId;
import dev.playhead.testkit.simulation.SimOrigin;
import dev.playhead.testkit.simulation.SimPlayer;
import dev.playhead.testkit.simulation.SimWorld;
import java.time.Duration;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Each message of one session is lost in turn; nothing may depend on any of them. */
class LostMessageTest {
    private static final long MIB = 1024 * 1024;
    /** A lease, the suspicion of a long wait and a repeated position, with some air. */
    private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(8);

    private int messages;

    @Test
    void anySingleLostMessageIsMadeUpForWithinSeconds() {
        // Given
        Duration whole = watch(number -> false);
        int sent = messages;

        for (int lost = 0; lost < sent; lost++) {
            int number = lost;

            // When
            Duration took = watch(message -> message == number);

            // Then
            assertThat(took).as("without message %d", lost).isLessThan(whole.plus(RECOVERED_WITHIN));
        }
    }

    /** Reads, seeks and reads to the end; returns how long that took. */
    private Duration watch(IntPredicate dropped) {
        SimWorld world = new SimWorld(3, SimOrigin.far(), new SimulatedCore()).withFetchers(2);
        world.dropping(dropped);
        MediaId film = world.media("film", DataSize.ofMebibytes(24));
        SimPlayer player = world.player("p", film, SimPlayer.GREEDY).read(0);
        world.time().run(Duration.ofMillis(250));
        player.read(12 * MIB + 5);
        boolean finished = world.time().runUntil(player::isFinished, Duration.ofMinutes(1));
        assertThat(finished).as("bytes came at last").isTrue();
        messages = world.messages();
        return world.time().elapsed();
    }
}
