package dev.playhead.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private final Silence silence = new Silence();

    @Test
    void unknownOriginIsGivenASecond() {
        assertThat(silence.patience(true)).isEqualTo(Duration.ofSeconds(1));
        assertThat(silence.patience(false)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void quickOriginIsGivenAQuarterOfASecond() {
        // When
        silence.began(Duration.ofMillis(10));
        silence.ended(Duration.ofMillis(5));

        // Then
        assertThat(silence.patience(true)).isEqualTo(Duration.ofMillis(250));
        assertThat(silence.patience(false)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void slowOriginIsGivenFourOfItsGaps() {
        // When
        silence.began(Duration.ofMillis(500));
        silence.ended(Duration.ofMillis(300));

        // Then
        assertThat(silence.patience(false)).isEqualTo(Duration.ofMillis(1200));
        assertThat(silence.patience(true)).isEqualTo(Duration.ofMillis(2200));
    }

    @Test
    void stalledAnswersTeachNoPatience() {
        // Given
        for (int i = 0; i < 8; i++) {
            silence.ended(Duration.ofMillis(100));
        }

        // When
        for (int i = 0; i < 7; i++) {
            silence.ended(Duration.ofSeconds(4));
        }

        // Then
        assertThat(silence.patience(false)).isEqualTo(Duration.ofMillis(400));
    }
}
