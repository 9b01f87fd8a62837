package dev.playhead.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Reads the tables of {@code conformance/}; the head of each explains its columns. */
final class ConformanceTable {
    private ConformanceTable() {}

    /** Returns the cells of each line. */
    static List<String[]> read(String document, int columns) {
        String name = "/conformance/" + document + ".txt";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ConformanceTable.class.getResourceAsStream(name), name),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> cells(line, columns))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] cells(String line, int columns) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells instead of " + columns + ": " + line);
        }
        return Arrays.stream(cells).map(String::strip).toArray(String[]::new);
    }

    /** Returns the header fields in a cell. */
    static List<String> fields(String cell) {
        return Arrays.stream(cell.split(" ; "))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
