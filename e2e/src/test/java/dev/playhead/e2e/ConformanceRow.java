package dev.playhead.e2e;

import java.util.Arrays;
import java.util.List;
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
        return ConformanceTable.read(document, 8).stream().flatMap(cell -> rows(document, cell));
    }

    private static Stream<ConformanceRow> rows(String document, String[] cell) {
        return Arrays.stream(cell[2].split(" +"))
                .map(media -> new ConformanceRow(
                        document,
                        cell[0],
                        cell[1],
                        media,
                        cell[3],
                        ConformanceTable.fields(cell[4]),
                        Integer.parseInt(cell[5]),
                        ConformanceTable.fields(cell[6]),
                        cell[7]));
    }

    @Override
    public String toString() {
        return document + " " + section + ": " + what + " (" + method + ", " + media + ")";
    }
}
