package dev.playhead.gateway.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WriteStallTest {
    private static final Instant START = Instant.EPOCH;
    private final WriteStall stall = new WriteStall(Duration.ofSeconds(10), START);

    @Test
    void givesUpAPlayerThatTakesNothingForTheWholeTime() {
        assertThat(stall.look(0, false, at(9))).isFalse();
        assertThat(stall.look(0, false, at(10))).isTrue();
    }

    @Test
    void keepsAPlayerThatTakesAByteNowAndThen() {
        for (int i = 1; i < 100; i++) {
            assertThat(stall.look(i, false, at(9L * i))).isFalse();
        }
    }

    @Test
    void doesNotBlameAPlayerForWhatIsMissing() {
        // Given
        assertThat(stall.look(5, false, at(1))).isFalse();

        // When
        boolean afterAMinute = stall.look(5, true, at(60));

        // Then
        assertThat(afterAMinute).isFalse();
        assertThat(stall.look(5, false, at(69))).isFalse();
        assertThat(stall.look(5, false, at(70))).isTrue();
    }

    @Test
    void waitsForEverWhenToldSo() {
        assertThat(new WriteStall(Duration.ZERO, START).look(0, false, at(1_000_000)))
                .isFalse();
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}
