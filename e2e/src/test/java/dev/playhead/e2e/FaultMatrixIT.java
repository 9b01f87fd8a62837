package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.RampContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every lie an origin tells, and what becomes of it at the viewer, in the store, and when the origin is honest again. {@code
 * docs/faults.md} holds what comes out; {@code -Dwrite.docs=true} writes it anew.
 */
class FaultMatrixIT {
    private static final Path DOCUMENT = Path.of("..", "docs", "faults.md");
    private static final long MIB = 1024 * 1024;
    private static final long LENGTH = 6 * MIB;
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Map<Integer, String> ROWS = new TreeMap<>();

    @TempDir
    static Path data;

    private static Stage stage;

    /** What a viewer may get while the origin lies; never a wrong byte, never a short body that looks whole. */
    private enum Viewer {
        WHOLE("the whole film"),
        HONEST("what is right of it, then a broken connection, or a status that says so"),
        REFUSED("a status that says so");

        private final String text;

        Viewer(String text) {
            this.text = text;
        }
    }

    /** One row. */
    private record Row(String fault, Consumer<OriginFile> lie, Viewer viewer) {}

    @BeforeAll
    static void raise() {
        stage = Stage.raise(data, Map.of("gateway.wait-limit", "4s"));
    }

    @AfterAll
    static void strike() throws IOException {
        stage.close();
        String table = "| The origin | The viewer gets | Kept | Honest again: whole after |\n|---|---|---|---|\n"
                + String.join("\n", ROWS.values()) + "\n";
        String document = Files.readString(DOCUMENT);
        if (Boolean.getBoolean("write.docs")) {
            int start = document.indexOf("| The origin |");
            Files.writeString(DOCUMENT, document.substring(0, start) + table);
        } else if (ROWS.size() == rows().size()) {
            assertThat(document)
                    .as("docs/faults.md, run with -Dwrite.docs=true")
                    .endsWith(table);
        }
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(wrongAnswers());
        rows.addAll(versions());
        rows.addAll(manners());
        rows.addAll(troubles());
        return rows;
    }

    private static List<Row> wrongAnswers() {
        List<Row> rows = new ArrayList<>();
        rows.add(row("says nothing false", file -> {}, Viewer.WHOLE));
        rows.add(row(
                "claims another range, once in a while",
                file -> file.lies().next(2, new Fault.ClaimShiftedRange(1000)),
                Viewer.HONEST));
        rows.add(lie("sends short bodies and calls them whole", new Fault.ShortBody(700_000, true), Viewer.HONEST));
        rows.add(lie(
                "closes the connection in the middle of bodies", new Fault.ShortBody(700_000, false), Viewer.WHOLE));
        rows.add(lie("sends more than was asked, and says so", new Fault.LongBody(5000, true), Viewer.HONEST));
        rows.add(lie("sends more than it said", new Fault.LongBody(5000, false), Viewer.HONEST));
        rows.add(lie("answers a range with 200 and the whole", new Fault.IgnoreRange(), Viewer.WHOLE));
        return rows;
    }

    private static List<Row> versions() {
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                "changes the film between two requests",
                file -> file.lies().next(1, new Fault.ChangeContentAfter(900_000)),
                Viewer.HONEST));
        rows.add(row("has weak validators", file -> file.tagged(OriginFile.Tag.WEAK), Viewer.WHOLE));
        rows.add(row("has a date only", file -> file.tagged(OriginFile.Tag.DATE_ONLY), Viewer.WHOLE));
        rows.add(row("has no validators", file -> file.tagged(OriginFile.Tag.NONE), Viewer.HONEST));
        rows.add(lie("says its ranges are gzip", Fault.header("Content-Encoding", "gzip"), Viewer.HONEST));
        rows.add(lie("redirects in a circle", Fault.redirect(302, "?again"), Viewer.REFUSED));
        rows.add(lie("redirects to a host nobody named", Fault.redirect(302, "http://192.0.2.1/x"), Viewer.REFUSED));
        return rows;
    }

    private static List<Row> manners() {
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                "refuses HEAD",
                file -> file.lies().when(request -> request.method().equals("HEAD"), Fault.status(405)),
                Viewer.WHOLE));
        rows.add(row(
                "lets HEAD hang",
                file -> file.lies()
                        .when(request -> request.method().equals("HEAD"), Fault.firstByteAfter(Fault.FOREVER)),
                Viewer.WHOLE));
        rows.add(lie("sends chunked bodies without a length", new Fault.NoLength(), Viewer.WHOLE));
        rows.add(lie("says 206 with another, smaller total", new Fault.ClaimLength(LENGTH - 1), Viewer.HONEST));
        return rows;
    }

    private static List<Row> troubles() {
        List<Row> rows = new ArrayList<>();
        rows.add(lie("drips", Fault.bandwidth(3 * MIB), Viewer.WHOLE));
        rows.add(row(
                "falls silent in the middle of a body",
                file -> file.lies().next(1, Fault.stallAfter(300_000, Fault.FOREVER)),
                Viewer.WHOLE));
        rows.add(lie("never answers", Fault.firstByteAfter(Fault.FOREVER), Viewer.REFUSED));
        rows.add(row(
                "resets connections at any byte",
                file -> {
                    for (long at = 0; at < 6; at++) {
                        file.lies().next(1, Fault.resetAfter(at * 131_071));
                    }
                },
                Viewer.WHOLE));
        rows.add(row("says 503 now and then", file -> file.lies().next(2, Fault.status(503)), Viewer.WHOLE));
        rows.add(lie("says 500 always", Fault.status(500), Viewer.REFUSED));
        rows.add(lie("says 403", Fault.status(403), Viewer.REFUSED));
        return rows;
    }

    private static Row row(String fault, Consumer<OriginFile> lie, Viewer viewer) {
        return new Row(fault, lie, viewer);
    }

    private static Row lie(String fault, Fault always, Viewer viewer) {
        return new Row(fault, file -> file.lies().always(always), viewer);
    }

    @TestFactory
    List<DynamicTest> noLieMakesAWrongByte() {
        List<Row> rows = rows();
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            int number = i;
            tests.add(DynamicTest.dynamicTest(rows.get(i).fault(), () -> play(number, rows.get(number))));
        }
        return tests;
    }

    private static void play(int number, Row row) {
        // Given
        OriginFile film = stage.origin().serve("/fault-" + number + ".mp4", LENGTH);
        row.lie().accept(film);

        // When
        Viewer got = watch(film, "liar " + number);

        // Then
        String kept = kept(film);
        if (row.viewer() != Viewer.HONEST) {
            assertThat(got).as(row.fault()).isEqualTo(row.viewer());
        }

        // And: honest again
        film.lies().clear();
        long began = System.nanoTime();
        await().atMost(SOON)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> watch(film, "honest " + number) == Viewer.WHOLE);
        kept(film);
        ROWS.put(
                number,
                String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %s |",
                        row.fault(),
                        row.viewer().text,
                        kept.isEmpty() ? "nothing" : "right bytes only",
                        bound(Duration.ofNanos(System.nanoTime() - began))));
    }

    /** A bound that holds on a busy machine too. */
    private static String bound(Duration took) {
        return took.toSeconds() < 5 ? "5 s at most" : "20 s at most";
    }

    /** Reads the film in full, each byte checked against a version that the origin has had. */
    private static Viewer watch(OriginFile film, String name) {
        try (Player.Stream stream = stage.player(name).open(film, "bytes=0-")) {
            if (stream.status() >= 400) {
                return Viewer.REFUSED;
            }
            stream.startAt(0).take(Long.parseLong(stream.header("content-length")));
            stream.expectEnd();
            return Viewer.WHOLE;
        } catch (UncheckedIOException broken) {
            return Viewer.HONEST;
        }
    }

    /** Checks that what the store holds is the origin's; returns what there is. */
    private static String kept(OriginFile film) {
        // Between the look at the index and the one at the file a version may go.
        return await().atMost(SOON).ignoreExceptions().until(() -> keptNow(film), kept -> true);
    }

    private static String keptNow(OriginFile film) {
        if (stage.store().chunks(film).isEmpty()) {
            return "";
        }
        stage.store()
                .expectRowsMatchOneOf(film, List.of(new RampContent(film.path(), 1), new RampContent(film.path(), 2)));
        return "some";
    }
}
