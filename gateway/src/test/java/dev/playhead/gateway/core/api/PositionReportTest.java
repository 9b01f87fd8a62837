package dev.playhead.gateway.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PositionReportTest {
    @Test
    void readsWholeAndBrokenNumbers() {
        assertThat(PositionReport.of(Map.of("position", 62.5, "duration", 5400, "bitrate", 8_000_000)))
                .isEqualTo(new PositionReport(Duration.ofMillis(62_500), Duration.ofMinutes(90), 8_000_000L));
    }

    @Test
    void needsThePositionAlone() {
        assertThat(PositionReport.of(Map.of("position", 0))).isEqualTo(new PositionReport(Duration.ZERO, null, null));
    }

    @Test
    void namesTheFieldAndTheValueThatAreWrong() {
        expectRefused(Map.of(), "position: is missing");
        expectRefused(Map.of("duration", 3), "position: is missing");
        expectRefused(Map.of("position", "12"), "position: '12' is not a number");
        expectRefused(Map.of("position", -1), "position: '-1' is not between 0 and 10000000");
        expectRefused(Map.of("position", Double.NaN), "position: 'NaN' is not between 0 and 10000000");
        expectRefused(Map.of("position", 1e300), "position: '1.0E300' is not between 0 and 10000000");
        expectRefused(Map.of("position", 0, "duration", 0), "duration: '0' is not between 0.001 and 10000000");
        expectRefused(Map.of("position", 0, "bitrate", 0.5), "bitrate: '0.5' is not between 1 and 100000000000");
        expectRefused(Map.of("position", 91, "duration", 90), "position: '91' is behind the duration of '90'");
        expectRefused(Map.of("position", 1, "speed", 2), "'speed' is no field of a position");
    }

    private static void expectRefused(Map<String, ?> fields, String detail) {
        assertThatThrownBy(() -> PositionReport.of(fields))
                .as(fields.toString())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(detail);
    }
}
