package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.e2e.Ensemble.Bytes;
import dev.playhead.testkit.http.Player;
import dev.playhead.testkit.http.Player.Answer;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.OriginFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table {@code conformance/rfc9111.txt}, row by row, against a gateway beside its store and one that reads it over HTTP. */
class FreshnessConformanceIT {
    private static final int LENGTH = 100_000;
    private static final String RANGE = "Range: bytes=0-99";

    @TempDir
    static Path data;

    private static Ensemble ensemble;
    private static int files;

    /**
     * One line of the table, whose head explains the columns.
     *
     * @param cost origin requests; negative where it does not count
     */
    record Row(
            String section,
            String what,
            List<String> origin,
            String meanwhile,
            String method,
            List<String> fields,
            int status,
            String cacheStatus,
            List<String> expected,
            int cost) {

        static Row of(String[] cell) {
            return new Row(
                    cell[0],
                    cell[1],
                    ConformanceTable.fields(cell[2]),
                    cell[3],
                    cell[4],
                    ConformanceTable.fields(cell[5]),
                    Integer.parseInt(cell[6]),
                    cell[7],
                    ConformanceTable.fields(cell[8]),
                    cell[9].isEmpty() ? -1 : Integer.parseInt(cell[9]));
        }

        @Override
        public String toString() {
            return section + ": " + what + " (" + method + ", " + String.join("; ", origin) + ", " + meanwhile + ")";
        }
    }

    static Stream<Arguments> rows() {
        return table().flatMap(row -> Arrays.stream(Bytes.values()).map(bytes -> Arguments.of(row, bytes)));
    }

    private static Stream<Row> table() {
        return ConformanceTable.read("rfc9111", 10).stream().map(Row::of);
    }

    @BeforeAll
    static void start() {
        ensemble = Ensemble.start(data);
    }

    @AfterAll
    static void stop() throws Exception {
        ensemble.close();
    }

    @Test
    void hasATableWorthTheName() {
        assertThat(table().distinct()).hasSizeGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("rows")
    void keepsAndServesByTheBook(Row row, Bytes bytes) throws Exception {
        // Given
        OriginFile file = ensemble.origin().serve("/held" + files++ + ".mp4", LENGTH);
        say(file, row.origin());
        String oldTag = String.valueOf(file.etag());
        try (Player player = ensemble.connect(bytes)) {
            player.get(Ensemble.target(file.path()));
        }
        happen(file, row);
        int before = ensemble.origin().requests().count(file);
        List<String> fields = new ArrayList<>(row.fields());
        if (row.method().equals("GET")) {
            fields.add(RANGE);
        }
        String[] lines = fields.stream()
                .map(line -> line.replace("<old-tag>", oldTag).replace("<tag>", String.valueOf(file.etag())))
                .toArray(String[]::new);

        try (Player player = ensemble.connect(bytes)) {
            // When
            Answer answer = player.ask(row.method(), Ensemble.target(file.path()), lines);

            // Then
            assertThat(answer.status()).isEqualTo(row.status());
            expect(answer, "cache-status: " + cacheStatus(row, bytes));
            row.expected().forEach(line -> expect(answer, line));
            if (row.status() == 206) {
                assertThat(answer.header("etag")).contains(String.valueOf(file.etag()));
                assertThat(answer.body()).hasSize(100);
                assertThat(file.content().firstMismatch(answer.body(), 0)).isEmpty();
            }
            if (row.cost() >= 0) {
                // What is asked while a stale answer goes out is asked a moment later.
                await().atMost(Duration.ofSeconds(5))
                        .pollDelay(Duration.ZERO)
                        .until(() -> ensemble.origin().requests().count(file) - before == row.cost());
            }
        }
    }

    /** Bytes from a store elsewhere are waited for, and nobody tells whether it had to fetch them. */
    private static String cacheStatus(Row row, Bytes bytes) {
        boolean waits = bytes == Bytes.REMOTE
                && row.status() == 206
                && !row.cacheStatus().endsWith("bypass");
        return waits ? "~" + row.cacheStatus().replace("~", "") + "|playhead; fwd=partial; stored" : row.cacheStatus();
    }

    private static void happen(OriginFile file, Row row) {
        switch (row.meanwhile()) {
            case "same" -> {}
            case "changed" -> file.changeContent();
            case "failing" -> file.lies().always(Fault.status(503));
            case "gone" -> file.lies().always(Fault.status(404));
            default -> {
                file.lies().clear();
                say(file, ConformanceTable.fields(row.meanwhile()));
            }
        }
    }

    private static void say(OriginFile file, List<String> fields) {
        for (String line : fields) {
            int colon = line.indexOf(':');
            file.lies()
                    .always(Fault.header(
                            line.substring(0, colon), line.substring(colon + 1).strip()));
        }
    }

    private static void expect(Answer answer, String line) {
        if (line.startsWith("-")) {
            assertThat(answer.header(line.substring(1))).as(line).isEmpty();
            return;
        }
        String name = line.substring(0, line.indexOf(':'));
        String value = line.substring(line.indexOf(':') + 1).strip();
        if (value.startsWith("~")) {
            assertThat(answer.header(name)).as(line).hasValueSatisfying(actual -> assertThat(actual)
                    .matches(value.substring(1)));
        } else {
            assertThat(answer.header(name)).as(line).contains(value);
        }
    }
}
