package dev.playhead.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PacerTest {
    private static final long MILLI = 1_000_000;

    private final Pacer pacer = new Pacer(1_000_000, 0);

    @Test
    void aPieceTakesItsTime() {
        assertThat(pacer.millisAfter(10_000, 0)).isEqualTo(10);
    }

    @Test
    void aTimerThatOversleptIsCaughtUp() {
        // Given
        pacer.millisAfter(10_000, 0);

        // When
        long pause = pacer.millisAfter(10_000, 14 * MILLI);

        // Then
        assertThat(pause).isEqualTo(6);
    }

    @Test
    void aReaderThatPausedGetsNoBurst() {
        // Given
        pacer.millisAfter(10_000, 0);
        long later = 60_000 * MILLI;

        // When
        long sentAtOnce = 0;
        while (pacer.millisAfter(1_000, later) == 0) {
            sentAtOnce += 1_000;
        }

        // Then
        assertThat(sentAtOnce).isLessThanOrEqualTo(20_000);
    }
}
