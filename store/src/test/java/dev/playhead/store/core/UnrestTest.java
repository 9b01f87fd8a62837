package dev.playhead.store.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnrestTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aVersionMayChangeTwiceInAMinute() {
        // When
        Unrest unrest = Unrest.NONE.changed(T0).changed(T0.plusSeconds(1));

        // Then
        assertThat(unrest.isOn(T0.plusSeconds(1))).isFalse();
    }

    @Test
    void threeChangesWithinAMinuteAreMirrorsThatDisagree() {
        // When
        Unrest unrest = Unrest.NONE.changed(T0).changed(T0.plusSeconds(30)).changed(T0.plusSeconds(59));

        // Then
        assertThat(unrest.isOn(T0.plusSeconds(59))).isTrue();
        assertThat(unrest.isOn(T0.plusSeconds(59).plus(Unrest.PAUSE).minusMillis(1)))
                .isTrue();
        assertThat(unrest.isOn(T0.plusSeconds(59).plus(Unrest.PAUSE))).isFalse();
    }

    @Test
    void changesAMinuteApartAreNoUnrest() {
        // Given
        Unrest unrest = Unrest.NONE;

        // When
        for (int i = 0; i < 10; i++) {
            unrest = unrest.changed(
                    T0.plus(Unrest.WITHIN.dividedBy(2).plusMillis(1).multipliedBy(i)));
        }

        // Then
        assertThat(unrest.isOn(T0.plus(Duration.ofHours(1)))).isFalse();
        assertThat(unrest.changes()).hasSize(2);
    }

    @Test
    void beginsAnewAfterThePause() {
        // Given
        Unrest unrest = Unrest.NONE.changed(T0).changed(T0).changed(T0);
        Instant later = T0.plus(Unrest.PAUSE);

        // When
        Unrest next = unrest.changed(later).changed(later);

        // Then
        assertThat(next.isOn(later)).isFalse();
    }
}
