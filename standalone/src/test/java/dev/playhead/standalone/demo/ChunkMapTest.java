package dev.playhead.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.standalone.demo.ChunkMap.Playhead;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChunkMapTest {
    private static final long MIB = 1024 * 1024;
    private static final int COLUMNS = 60;

    @Test
    void showsWholePartlyAndNotFilledCells() {
        // Given: 20 cells of one MiB each
        ByteRanges readable = ByteRanges.of(new ByteRange(0, 4 * MIB), new ByteRange(5 * MIB, 5 * MIB + 1));

        // When
        String line = map(20 * MIB, readable)
                .line("film.mp4  []  100 %  20.0 of 20.0 MiB  playhead 00:00 waits".length() + 20, Glyphs.ASCII);

        // Then
        assertThat(line).isEqualTo("film.mp4  [####.+..............]  20 %  4.0 of 20.0 MiB");
    }

    @Test
    void showsWhereAViewerIsAndAtWhatTime() {
        // When
        String line =
                map(20 * MIB, ByteRanges.EMPTY, new Playhead(10 * MIB, false)).line(COLUMNS, Glyphs.BLOCKS);

        // Then
        assertThat(line).contains("▶").endsWith("0 %  0.0 of 20.0 MiB  playhead 20:00");
    }

    @Test
    void showsSeveralViewersAndWhoWaits() {
        // When
        String line = map(20 * MIB, ByteRanges.EMPTY, new Playhead(0, false), new Playhead(10 * MIB, true))
                .line(COLUMNS + 40, Glyphs.ASCII);

        // Then
        assertThat(line).endsWith("  playheads 00:00, 20:00 waits");
    }

    @Test
    void saysHundredPercentOnlyWhenNothingIsMissing() {
        // Given
        ByteRanges almost = ByteRanges.of(new ByteRange(0, 20 * MIB - 1));
        ByteRanges all = ByteRanges.of(new ByteRange(0, 20 * MIB));

        // Then
        assertThat(map(20 * MIB, almost).line(COLUMNS, Glyphs.ASCII)).contains("  99 %");
        assertThat(map(20 * MIB, all).line(COLUMNS, Glyphs.ASCII)).contains("  100 %");
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 40, 79, 80, 200, 1000})
    void keepsWithinTheTerminal(int columns) {
        // When
        String line = map(20 * MIB, ByteRanges.EMPTY, new Playhead(0, false)).line(columns, Glyphs.ASCII);

        // Then
        assertThat(line).hasSizeLessThanOrEqualTo(columns);
    }

    @Test
    void staysAsWideWhenAViewerComesOrGoes() {
        // Given
        ByteRanges none = ByteRanges.EMPTY;
        ByteRanges all = ByteRanges.of(new ByteRange(0, 20 * MIB));

        // When
        String alone = map(20 * MIB, none).line(COLUMNS + 40, Glyphs.ASCII);
        String watched = map(20 * MIB, all, new Playhead(0, true)).line(COLUMNS + 40, Glyphs.ASCII);

        // Then
        assertThat(watched.indexOf(']')).isEqualTo(alone.indexOf(']'));
    }

    @Test
    void aFilmSmallerThanTheMapHasNoEmptyCells() {
        assertThat(map(3, ByteRanges.of(new ByteRange(0, 3))).line(COLUMNS, Glyphs.ASCII))
                .doesNotContain("+");
    }

    private static ChunkMap map(long length, ByteRanges readable, Playhead... playheads) {
        return new ChunkMap("film.mp4", length, readable, List.of(playheads), Duration.ofMinutes(40));
    }
}
