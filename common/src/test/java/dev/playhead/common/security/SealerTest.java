package dev.playhead.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
    private static final String KEY = "a key of at least sixteen";
    private static final Sealer SEALER = Sealer.of(KEY);

    @Property(tries = 200)
    void opensWhatItSealed(@ForAll String secret) {
        String wellFormed = new String(
                secret.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(SEALER.open(SEALER.seal(wellFormed))).isEqualTo(wellFormed);
    }

    @Test
    void neverSealsTheSameWayTwice() {
        assertThat(SEALER.seal("token=1")).isNotEqualTo(SEALER.seal("token=1")).doesNotContain("token");
    }

    @Test
    void sealsForAllThatHoldTheKey() {
        assertThat(Sealer.of(KEY).open(SEALER.seal("x"))).isEqualTo("x");
        assertThatThrownBy(() -> Sealer.of("another key of sixteen").open(SEALER.seal("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fleet key");
    }

    @Test
    void noticesAChangedLetter() {
        // Given
        String sealed = SEALER.seal("token=1");
        char first = sealed.charAt(20);
        String changed = sealed.substring(0, 20) + (first == 'A' ? 'B' : 'A') + sealed.substring(21);

        // Then
        assertThatThrownBy(() -> SEALER.open(changed)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "AAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAA", "not base64 at all!"})
    void refusesWhatWasNeverSealed(String text) {
        assertThatThrownBy(() -> SEALER.open(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAShortKey() {
        assertThatThrownBy(() -> Sealer.of("short")).hasMessageContaining("16 characters");
    }
}
