package dev.playhead.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class DemoScreenTest {
    private static final int COLUMNS = 80;

    private final StringWriter text = new StringWriter();

    @Test
    void drawsOverTheLineOnATerminal() {
        // Given
        DemoScreen screen = screen(true);

        // When
        screen.show(map(1), 0);
        screen.show(map(2), 1);
        screen.close();

        // Then
        assertThat(text.toString())
                .isEqualTo("\r" + line(1) + "\u001b[K" + "\r" + line(2) + "\u001b[K" + System.lineSeparator());
    }

    @Test
    void drawsNothingTwice() {
        // Given
        DemoScreen screen = screen(true);

        // When
        screen.show(map(1), 0);
        screen.show(map(1), 1);

        // Then
        assertThat(text.toString()).containsOnlyOnce(line(1));
    }

    @Test
    void printsALineEachFewSecondsElsewhere() {
        // Given
        DemoScreen screen = screen(false);

        // When
        for (int second = 0; second < 8; second++) {
            screen.show(map(second + 1), TimeUnit.SECONDS.toNanos(second));
        }
        screen.close();

        // Then
        assertThat(text.toString().lines()).containsExactly(line(1), line(4), line(7));
    }

    @Test
    void printsNothingElsewhereWhileNothingChanges() {
        // Given
        DemoScreen screen = screen(false);

        // When
        screen.show(map(1), 0);
        screen.show(map(1), TimeUnit.HOURS.toNanos(1));

        // Then
        assertThat(text.toString().lines()).hasSize(1);
    }

    @Test
    void leavesNoEmptyLineWhenNothingWasShown() {
        // When
        screen(true).close();

        // Then
        assertThat(text.toString()).isEmpty();
    }

    private DemoScreen screen(boolean live) {
        return new DemoScreen(new PrintWriter(text), new Terminal(live, COLUMNS, Glyphs.ASCII));
    }

    private static String line(long mebibytes) {
        return map(mebibytes).line(COLUMNS - 1, Glyphs.ASCII);
    }

    private static ChunkMap map(long mebibytes) {
        long mib = 1024 * 1024;
        return new ChunkMap(
                "film.mp4", 20 * mib, ByteRanges.of(new ByteRange(0, mebibytes * mib)), List.of(), Duration.ofHours(1));
    }
}
