package dev.playhead.store.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RevisionsTest {
    @Test
    void risesWhateverTheClockDoes() {
        // Given
        Revisions revisions = new Revisions(5_000);
        long start = revisions.latest();
        // When
        long first = revisions.next(5_000);
        long second = revisions.next(4_000);
        long third = revisions.next(6_000);
        // Then
        assertThat(start).isLessThan(first);
        assertThat(first).isLessThan(second);
        assertThat(second).isLessThan(third);
        assertThat(revisions.latest()).isEqualTo(third);
    }

    @Test
    void risesOverARestart() {
        // Given
        Revisions before = new Revisions(5_000);
        long last = 0;
        for (int i = 0; i < 900; i++) {
            last = before.next(5_000);
        }
        // When
        Revisions after = new Revisions(5_001);
        // Then
        assertThat(after.latest()).isGreaterThan(last);
    }
}
