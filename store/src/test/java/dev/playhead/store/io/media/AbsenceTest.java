package dev.playhead.store.io.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbsenceTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Absence absence = new Absence();
    private final List<String> woken = new ArrayList<>();

    @Test
    void aVersionThatNobodyHasReadNeedsNoRest() {
        assertThat(absence.rest(NOW)).isZero();
    }

    @Test
    void writersRestForAMomentWhenTheLastReaderHasLeft() {
        // Given
        absence.arrived();
        absence.arrived();

        // When
        absence.left(NOW);
        Duration withOneLeft = absence.rest(NOW);
        absence.left(NOW);

        // Then
        assertThat(withOneLeft).isZero();
        assertThat(absence.rest(NOW.plusMillis(40))).isEqualTo(Absence.REST.minusMillis(40));
        assertThat(absence.rest(NOW.plus(Absence.REST))).isZero();
    }

    @Test
    void aReaderThatComesEndsTheRestAtOnce() {
        // Given
        absence.arrived();
        absence.left(NOW);
        absence.onReader(() -> woken.add("writer"));

        // When
        absence.arrived();

        // Then
        assertThat(woken).containsExactly("writer");
        assertThat(absence.rest(NOW)).isZero();
    }

    @Test
    void whoeverAsksTooLateIsCalledAtOnce() {
        // Given
        absence.arrived();

        // When
        absence.onReader(() -> woken.add("writer"));

        // Then
        assertThat(woken).containsExactly("writer");
    }

    @Test
    void nobodyIsCalledForAnEarlierRest() {
        // Given
        absence.arrived();
        absence.left(NOW);
        absence.onReader(() -> woken.add("of the first"));
        absence.arrived();
        woken.clear();
        absence.left(NOW);

        // When
        absence.arrived();

        // Then
        assertThat(woken).isEmpty();
    }
}
