package dev.playhead.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyedHashTest {
    private final KeyedHash hash = KeyedHash.random();

    @Test
    void knowsTheSameTextsAgain() {
        assertThat(hash.of(List.of("a", "b")))
                .isEqualTo(hash.of(List.of("a", "b")))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void tellsTextsApartThatPartElsewhere() {
        assertThat(List.of(
                        hash.of(List.of("ab", "c")),
                        hash.of(List.of("a", "bc")),
                        hash.of(List.of("abc")),
                        hash.of(List.of("abc", "")),
                        hash.of(List.of("", "abc"))))
                .doesNotHaveDuplicates();
    }

    @Test
    void anotherProcessNamesThemOtherwise() {
        assertThat(KeyedHash.random().of(List.of("a"))).isNotEqualTo(hash.of(List.of("a")));
    }
}
