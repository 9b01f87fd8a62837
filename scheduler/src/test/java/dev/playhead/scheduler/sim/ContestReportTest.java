package dev.playhead.scheduler.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.testkit.simulation.contest.Contest;
import dev.playhead.testkit.simulation.contest.ContestPlot;
import dev.playhead.testkit.simulation.contest.Evening;
import dev.playhead.testkit.simulation.contest.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Writes what {@code ./simulate} shows; not part of a build. */
@EnabledIfSystemProperty(named = ContestReportTest.DIRECTORY, matches = ".+")
class ContestReportTest {
    static final String DIRECTORY = "simulation.report";
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 20);

    @Test
    void writesTableAndPlotsOfPolicies() throws IOException {
        // Given
        Path directory = Files.createDirectories(Path.of(System.getProperty(DIRECTORY)));

        // When
        List<Contest> contests = Evening.all().stream()
                .map(evening -> Contest.of(evening, SimulatedCore::new, SEEDS))
                .toList();
        Files.writeString(directory.resolve("policies.md"), Contest.table(contests));
        Files.writeString(
                directory.resolve("no-picture.svg"),
                ContestPlot.of(
                        contests, "seconds without a picture, each viewer: starts, seeks, stalls", Score::standing));
        Files.writeString(
                directory.resolve("origin-bytes.svg"),
                ContestPlot.of(contests, "bytes from the origin for each byte shown", Score::originBytes));

        // Then
        assertThat(directory.resolve("policies.md")).isNotEmptyFile();
        assertThat(directory.resolve("no-picture.svg")).isNotEmptyFile();
        assertThat(directory.resolve("origin-bytes.svg")).isNotEmptyFile();
    }
}
