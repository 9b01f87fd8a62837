package dev.playhead.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediaEdgesTest {
    private static final long MIB = 1024 * 1024;

    @Test
    void ofAFilmTheyAreEightMebibytesAtEitherEnd() {
        // Given
        MediaEdges edges = new MediaEdges(100 * MIB);

        // When
        ByteRanges within = edges.within(ByteRanges.of(new ByteRange(0, 100 * MIB)));

        // Then
        assertThat(within).isEqualTo(ByteRanges.of(new ByteRange(0, 8 * MIB), new ByteRange(92 * MIB, 100 * MIB)));
        assertThat(edges.isTail(92 * MIB - 1)).isFalse();
        assertThat(edges.isTail(92 * MIB)).isTrue();
    }

    @Test
    void ofASongTheyAreAllOfIt() {
        // Given
        MediaEdges edges = new MediaEdges(3 * MIB);
        ByteRanges song = ByteRanges.of(new ByteRange(0, 3 * MIB));

        // Then
        assertThat(edges.within(song)).isEqualTo(song);
        assertThat(edges.isTail(0)).isTrue();
    }

    @Test
    void ofAnEmptyMediaThereAreNone() {
        // Then
        assertThat(new MediaEdges(0).within(ByteRanges.EMPTY)).isEqualTo(ByteRanges.EMPTY);
    }
}
