package dev.playhead.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTest {
    @ParameterizedTest
    @CsvSource({"24 132, 132", "0 0, 80", "'', 80", "stty: no such device, 80"})
    void readsTheColumnsThatSttyPrints(String printed, int columns) {
        assertThat(Terminal.columns(printed)).isEqualTo(columns);
    }

    @Test
    void believesTheEnvironment() {
        assertThat(Terminal.ofThisProcess(Map.of("COLUMNS", "100")).columns()).isEqualTo(100);
    }

    @Test
    void usesNoCharacterThatCannotBeShown() {
        assertThat(Glyphs.in(StandardCharsets.US_ASCII)).isEqualTo(Glyphs.ASCII);
        assertThat(Glyphs.in(StandardCharsets.UTF_8)).isEqualTo(Glyphs.BLOCKS);
    }
}
