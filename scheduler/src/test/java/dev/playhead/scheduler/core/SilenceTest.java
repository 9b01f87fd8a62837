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
    void fewGapsSayNothing() {
        // When
        gaps(3, Duration.ofMillis(5));

        // Then
        assertThat(silence.patience(false)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void quickOriginIsGivenAQuarterOfASecond() {
        // When
        silence.began(Duration.ofMillis(10));
        gaps(4, Duration.ofMillis(5));

        // Then
        assertThat(silence.patience(true)).isEqualTo(Duration.ofMillis(250));
        assertThat(silence.patience(false)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void slowOriginIsGivenFourOfItsGaps() {
        // When
        silence.began(Duration.ofMillis(500));
        gaps(4, Duration.ofMillis(300));

        // Then
        assertThat(silence.patience(false)).isEqualTo(Duration.ofMillis(1200));
        assertThat(silence.patience(true)).isEqualTo(Duration.ofMillis(2200));
    }

    @Test
    void stalledAnswersTeachNoPatience() {
        // Given
        gaps(8, Duration.ofMillis(100));

        // When
        gaps(7, Duration.ofSeconds(4));

        // Then
        assertThat(silence.patience(false)).isEqualTo(Duration.ofMillis(400));
    }

    private void gaps(int count, Duration each) {
        for (int i = 0; i < count; i++) {
            silence.ended(each);
        }
    }
}
