package dev.playhead.gateway.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.gateway.core.access.Ruling.Granted;
import dev.playhead.gateway.core.access.Ruling.Refused;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(30);

    private final Grants grants = new Grants();

    @Test
    void remembersGrantsAndRefusalsApart() {
        // When
        grants.note("a", new Granted(), LATER);
        grants.note("b", new Refused(403, null), LATER);

        // Then
        assertThat(grants.of("a", NOW)).contains(new Granted());
        assertThat(grants.of("b", NOW)).contains(new Refused(403, null));
        assertThat(grants.of("c", NOW)).isEmpty();
    }

    @Test
    void forgetsAtTheEndOfTheTime() {
        // When
        grants.note("a", new Granted(), LATER);

        // Then
        assertThat(grants.of("a", LATER.minusMillis(1))).contains(new Granted());
        assertThat(grants.of("a", LATER)).isEmpty();
        assertThat(grants.of("a", NOW)).isEmpty();
    }

    @Test
    void countsWhatTheOriginSaidLast() {
        // Given
        grants.note("a", new Granted(), LATER);

        // When
        grants.note("a", new Refused(401, null), LATER);

        // Then
        assertThat(grants.of("a", NOW)).contains(new Refused(401, null));
    }

    @Test
    void forgetsWhoHasNotComeForTheLongestWhenItIsFull() {
        // Given
        for (int i = 0; i < Grants.MAX_VIEWERS; i++) {
            grants.note("viewer " + i, new Granted(), LATER);
        }
        grants.of("viewer 0", NOW);

        // When
        grants.note("one more", new Granted(), LATER);

        // Then
        assertThat(grants.of("viewer 0", NOW)).isPresent();
        assertThat(grants.of("viewer 1", NOW)).isEmpty();
        assertThat(grants.of("one more", NOW)).isPresent();
    }
}
