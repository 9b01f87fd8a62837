package dev.playhead.scheduler.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The scenarios of DESIGN section 1 that the scheduler answers for, played through with virtual time. */
class ScenarioTest {
    private static final long MIB = 1024 * 1024;
    private static final double FILM = 1e6;

    @Test
    void coldSequentialReadUsesSeveralConnections() {
        // Given
        SimWorld world = new SimWorld(1, SimOrigin.far()).withFetchers(1);
        MediaId film = world.media("film", DataSize.ofMebibytes(128));

        // When
        SimPlayer player = world.player("p", film, SimPlayer.GREEDY).read(0);
        assertThat(world.time.runUntil(player::isFinished, Duration.ofSeconds(30)))
                .isTrue();

        // Then
        double seconds = world.time.elapsed().toMillis() / 1e3;
        System.out.println("sequential " + 134.2 / seconds + " MB/s ttfb " + player.toFirstByte() + " "
                + world.origin.log().requests.size());
        for (var s : world.published) System.out.println(s.priority() + " " + s.range());
        assertThat(world.origin.log().bytes).isEqualTo(128 * MIB);
    }

    @Test
    void randomSeeks() {
        SimWorld world = new SimWorld(1, SimOrigin.far()).withFetchers(1);
        MediaId film = world.media("film", DataSize.ofMebibytes(1024));
        SimPlayer player = world.player("p", film, SimPlayer.GREEDY);
        Duration total = Duration.ZERO;
        for (int i = 0; i < 20; i++) {
            var t = world.time.now();
            player.read((long) (world.random.nextDouble() * 1000 * MIB));
            world.time.runUntil(() -> player.hasTaken(MIB), Duration.ofSeconds(10));
            System.out.println(i + " ttfb " + player.toFirstByte() + " mib " + Duration.between(t, world.time.now()));
        }
        player.close();
        world.time.run(Duration.ofSeconds(5));
        System.out.println("MiB " + world.origin.log().bytes / MIB + " requests "
                + world.origin.log().requests.size());
    }
}
