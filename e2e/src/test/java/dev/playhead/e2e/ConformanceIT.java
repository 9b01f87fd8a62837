package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.http.HttpDate;
import dev.playhead.common.http.Problem;
import dev.playhead.common.model.ByteRange;
import dev.playhead.e2e.Ensemble.Bytes;
import dev.playhead.testkit.http.Multipart;
import dev.playhead.testkit.http.Player;
import dev.playhead.testkit.http.Player.Answer;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.OriginFile.Tag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of {@code conformance/}, row by row, against a gateway beside its store and one that reads it over HTTP. */
class ConformanceIT {
    private static final int LENGTH = 600_000;

    @TempDir
    static Path data;

    private static Ensemble ensemble;
    private static final Map<String, OriginFile> STORED = new HashMap<>();
    private static int files;

    @BeforeAll
    static void start() throws Exception {
        ensemble = Ensemble.start(data);
        STORED.put("whole", stored("whole", Tag.STRONG));
        STORED.put("weak", stored("weak", Tag.WEAK));
        STORED.put("dated", stored("dated", Tag.DATE_ONLY));
        STORED.put("empty", ensemble.origin().serve("/empty.mp4", 0));
    }

    @AfterAll
    static void stop() throws Exception {
        ensemble.close();
    }

    static Stream<Arguments> rows() {
        return ConformanceRow.of("rfc9110")
                .flatMap(row -> Arrays.stream(Bytes.values()).map(bytes -> Arguments.of(row, bytes)));
    }

    @Test
    void hasATableWorthTheName() {
        assertThat(ConformanceRow.of("rfc9110").distinct()).hasSizeGreaterThanOrEqualTo(120);
    }

    @ParameterizedTest(name = "RFC {0}, {1}")
    @MethodSource("rows")
    void answersByTheBook(ConformanceRow row, Bytes bytes) throws Exception {
        // Given
        OriginFile file = media(row.media(), bytes);
        String target = Ensemble.target(file.path());
        String[] fields =
                row.fields().stream().map(line -> withValidators(line, file)).toArray(String[]::new);

        try (Player player = ensemble.connect(bytes)) {
            // When
            Answer answer = player.ask(row.method(), target, fields);

            // Then
            assertThat(answer.status()).isEqualTo(row.status());
            expectFields(answer, row);
            expectWhatEveryAnswerOfItsStatusHas(answer, file, row.method());
            expectBody(answer, file, row.body());
            expectUsable(player);
        }
    }

    /** An answer that is longer or shorter than it says leaves a connection that nobody can use. */
    private static void expectUsable(Player player) throws Exception {
        OriginFile whole = STORED.get("whole");
        Answer next = player.get(Ensemble.target(whole.path()), "Range: bytes=77-99");
        assertThat(next.status()).isEqualTo(206);
        assertThat(whole.content().firstMismatch(next.body(), 77)).isEmpty();
    }

    private static void expectFields(Answer answer, ConformanceRow row) {
        for (String line : row.expected()) {
            if (line.startsWith("-")) {
                assertThat(answer.header(line.substring(1))).as(line).isEmpty();
            } else {
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
    }

    private static void expectWhatEveryAnswerOfItsStatusHas(Answer answer, OriginFile file, String method) {
        switch (answer.status()) {
            case 200, 206 -> {
                expectDescription(answer, file);
                assertThat(answer.header("content-type")).isPresent();
                assertThat(answer.header("content-length")).isPresent();
                assertThat(answer.header("accept-ranges")).contains("bytes");
            }
            case 304 -> {
                expectDescription(answer, file);
                assertThat(answer.header("content-length")).isEmpty();
                assertThat(answer.header("content-type")).isEmpty();
            }
            case 416 -> assertThat(answer.header("content-range")).contains("bytes */" + file.length());
            default -> assertThat(answer.header("content-type")).contains(Problem.CONTENT_TYPE);
        }
        if (answer.status() != 405 && answer.status() != 404) {
            assertThat(answer.status() >= 400 || answer.header("cache-status").isPresent())
                    .as("cache-status on %s", method)
                    .isTrue();
        }
    }

    private static void expectDescription(Answer answer, OriginFile file) {
        assertThat(answer.headers().get("etag")).isEqualTo(file.etag());
        assertThat(answer.headers().get("last-modified")).isEqualTo(file.lastModified());
    }

    private static void expectBody(Answer answer, OriginFile file, String body) {
        if (body.equals("none")) {
            assertThat(answer.body()).isEmpty();
        } else if (body.equals("problem")) {
            assertThat(answer.json().getInteger("status")).isEqualTo(answer.status());
            assertThat(answer.json().getString("detail")).isNotBlank();
        } else if (body.equals("all")) {
            assertThat(answer.body()).hasSize((int) file.length());
            assertThat(file.content().firstMismatch(answer.body(), 0)).isEmpty();
        } else if (body.startsWith("parts ")) {
            expectParts(answer, file, ranges(body.substring("parts ".length())));
        } else if (!body.equals("any")) {
            ByteRange range = ranges(body).get(0);
            assertThat(answer.header("content-range")).contains(contentRange(range, file));
            assertThat(answer.body()).isEqualTo(file.bytes(range).getBytes());
        }
    }

    private static void expectParts(Answer answer, OriginFile file, List<ByteRange> ranges) {
        assertThat(answer.header("content-range")).isEmpty();
        Multipart parts = Multipart.of(answer);
        assertThat(parts.types()).hasSameSizeAs(ranges).containsOnly("video/mp4");
        assertThat(parts.ranges())
                .containsExactlyElementsOf(
                        ranges.stream().map(range -> contentRange(range, file)).toList());
        for (int i = 0; i < ranges.size(); i++) {
            assertThat(parts.bodies().get(i))
                    .isEqualTo(file.bytes(ranges.get(i)).getBytes());
        }
    }

    private static String contentRange(ByteRange range, OriginFile file) {
        return "bytes " + range.start() + "-" + (range.end() - 1) + "/" + file.length();
    }

    /** Reads {@code 0-9 20-29}, whose ends are inclusive as in header fields. */
    private static List<ByteRange> ranges(String text) {
        List<ByteRange> ranges = new ArrayList<>();
        for (String one : text.split(" ")) {
            String[] ends = one.split("-");
            ranges.add(new ByteRange(Long.parseLong(ends[0]), Long.parseLong(ends[1]) + 1));
        }
        return ranges;
    }

    private static String withValidators(String line, OriginFile file) {
        String tag = file.etag() == null ? "" : file.etag();
        String date = file.lastModified() == null ? "" : file.lastModified();
        return line.replace("<tag>", tag)
                .replace("<date>", date)
                .replace("<before>", shifted(date, -1))
                .replace("<after>", shifted(date, 1));
    }

    private static String shifted(String date, long seconds) {
        return HttpDate.parse(date)
                .map(at -> HttpDate.format(at.plusSeconds(seconds)))
                .orElse("");
    }

    /** Returns a file in the state that a row asks for; each row has its own where its request changes the state. */
    private static OriginFile media(String state, Bytes bytes) throws Exception {
        OriginFile stored = STORED.get(state);
        if (stored != null) {
            return stored;
        }
        OriginFile fresh = ensemble.origin().serve("/" + state + files++ + ".mp4", LENGTH);
        switch (state) {
            case "unknown" -> {}
            case "missing" -> ensemble.origin().remove(fresh);
            case "known" -> {
                try (Player player = ensemble.connect(bytes)) {
                    player.get(Ensemble.target(fresh.path()), "Range: bytes=0-0");
                }
            }
            default -> throw new IllegalArgumentException("no media is '" + state + "'");
        }
        return fresh;
    }

    private static OriginFile stored(String name, Tag tag) throws Exception {
        OriginFile file = ensemble.origin()
                .serve("/" + name + ".mp4", LENGTH)
                .typed("video/mp4")
                .tagged(tag);
        try (Player player = ensemble.connect(Bytes.LOCAL)) {
            player.get(Ensemble.target(file.path()));
        }
        return file;
    }
}
