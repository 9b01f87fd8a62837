package dev.playhead.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One row of a table of requests and the answers they must get; the table's head explains its columns.
 *
 * @param document the RFC
 * @param media what kind of media it asks for
 * @param fields of the request, as lines
 * @param expected of the answer, as lines
 */
record ConformanceRow(
        String document,
        String section,
        String what,
        String media,
        String method,
        List<String> fields,
        int status,
        List<String> expected,
        String body) {

    /** Reads a table, one row for each media that a line names. */
    static Stream<ConformanceRow> of(String document) {
        String name = "/conformance/" + document + ".txt";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ConformanceRow.class.getResourceAsStream(name), name),
                StandardCharsets.UTF_8))) {
            return lines
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .flatMap(line -> rows(document, line))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<ConformanceRow> rows(String document, String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != 8) {
            throw new IllegalArgumentException(cells.length + " cells instead of 8: " + line);
        }
        String[] cell = Arrays.stream(cells).map(String::strip).toArray(String[]::new);
        return Arrays.stream(cell[2].split(" +"))
                .map(media -> new ConformanceRow(
                        document,
                        cell[0],
                        cell[1],
                        media,
                        cell[3],
                        lines(cell[4]),
                        Integer.parseInt(cell[5]),
                        lines(cell[6]),
                        cell[7]));
    }

    private static List<String> lines(String cell) {
        return Arrays.stream(cell.split(" ; "))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Override
    public String toString() {
        return document + " " + section + ": " + what + " (" + method + ", " + media + ")";
    }
}
