package dev.playhead.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/metrics.md lists every metric with its labels, and no other. */
class MetricsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final Pattern ROW = Pattern.compile("^\\| `(playhead_[a-z_]+)` \\| ([^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("`([a-z]+)`");

    @Test
    void listsEveryMetricWithItsLabels() throws IOException {
        // Given
        Map<String, List<String>> counted =
                Arrays.stream(Metric.values()).collect(Collectors.toMap(Metric::fullName, Metric::labels));

        // When
        Map<String, List<String>> told = ROW.matcher(Files.readString(PAGE))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> labels(row.group(2))));

        // Then
        assertThat(told).isEqualTo(counted);
    }

    private static List<String> labels(String cell) {
        Function<Matcher, List<String>> names =
                found -> found.results().map(label -> label.group(1)).toList();
        return names.apply(LABEL.matcher(cell));
    }
}
