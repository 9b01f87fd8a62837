package dev.playhead.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import io.vertx.core.MultiMap;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileAnswerTest {
    private static final FileVersion FILE = FileVersion.of(1000, Instant.parse("2026-02-03T04:05:06Z"));

    @Test
    void tellsItsDateAsHttpWritesIt() {
        assertThat(FILE.lastModified()).isEqualTo("Tue, 03 Feb 2026 04:05:06 GMT");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=10-19, 10, 20",
        "bytes=990-, 990, 1000",
        "bytes=990-5000, 990, 1000",
        "bytes=-10, 990, 1000",
        "bytes=-5000, 0, 1000"
    })
    void aRangeIsItsBytes(String range, long start, long end) {
        assertThat(to("range", range)).isEqualTo(new FileAnswer.Part(new ByteRange(start, end)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000-", "bytes=2000-3000"})
    void aRangeBehindTheEndIsUnsatisfiable(String range) {
        assertThat(to("range", range)).isEqualTo(new FileAnswer.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=-", "bytes=5-4", "bytes=-0", "bytes=0-1,5-6", "items=0-1", "bytes=99999999999999999999-"})
    void whatIsNoSingleRangeIsIgnored(String range) {
        assertThat(to("range", range)).isEqualTo(new FileAnswer.Whole());
    }

    @Test
    void aConditionThatHoldsKeepsTheRange() {
        FileAnswer part = new FileAnswer.Part(new ByteRange(5, 1000));
        assertThat(to("range", "bytes=5-", "if-range", FILE.etag())).isEqualTo(part);
        assertThat(to("range", "bytes=5-", "if-range", FILE.lastModified())).isEqualTo(part);
    }

    @Test
    void aConditionThatFailsGivesTheWhole() {
        assertThat(to("range", "bytes=5-", "if-range", "\"other\"")).isEqualTo(new FileAnswer.Whole());
    }

    @Test
    void aCopyThatIsStillRightIsNotSentAgain() {
        assertThat(to("if-none-match", "\"a\", " + FILE.etag())).isEqualTo(new FileAnswer.NotModified());
        assertThat(to("if-none-match", "*")).isEqualTo(new FileAnswer.NotModified());
        assertThat(to("if-modified-since", FILE.lastModified())).isEqualTo(new FileAnswer.NotModified());
    }

    @Test
    void anEtagThatDiffersOutweighsTheDate() {
        assertThat(to("if-none-match", "\"a\"", "if-modified-since", FILE.lastModified()))
                .isEqualTo(new FileAnswer.Whole());
    }

    private static FileAnswer to(String... fields) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        return FileAnswer.to(headers, FILE);
    }
}
