package dev.playhead.gateway.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.http.core.RequestFields;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UntouchedAnswerTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'bytes=100-', 'bytes 100-999/1000', 900",
                "'bytes=100-', 'bytes 100-999/1000', -",
                "'bytes=100-', 'bytes 100-499/1000', 400",
                "'bytes=100-', 'bytes 100-999/*', 900",
                "'bytes=100-199', 'bytes 100-199/*', 100",
                "'bytes=-100', 'bytes 900-999/1000', 100",
                "'bytes=-2000', 'bytes 0-999/1000', 1000",
                "'bytes=990-2000', 'bytes 990-999/1000', 10",
                "'bytes=0-9,5-19', 'bytes 0-19/1000', 20",
                "'bytes=2000-,5-19', 'bytes 5-19/1000', 15",
                "'lines=0-9', 'bytes 0-19/1000', 20"
            })
    void takesAPartThatWasAskedFor(String range, String contentRange, Long length) {
        assertThat(part(contentRange, length).contradiction(asked(range))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'bytes=100-', 'bytes 101-999/1000', 899, a shifted start",
                "'bytes=100-', 'bytes 99-999/1000', 901, a start before",
                "'bytes=100-199', 'bytes 100-200/1000', 101, more than was asked for",
                "'bytes=100-199', 'bytes 100-200/*', 101, more than was asked for of an open length",
                "'bytes=100-', 'bytes 101-999/*', 899, a shifted start of an open length",
                "'bytes=-100', 'bytes 900-999/1001', 100, the end of another length",
                "'bytes=2000-', 'bytes 0-999/1000', 1000, bytes where there are none",
                "'bytes=100-', 'bytes 100-999/1000', 899, a shorter body than its range",
                "'bytes=100-', 'bytes 100-1000/1000', 901, a range behind the length",
                "'bytes=100-', 'bytes 100-99/1000', -, a range that ends before it begins",
                "'bytes=100-', 'elements 100-999/1000', 900, another unit",
                "'bytes=100-', -, 900, no Content-Range",
                "'bytes=0-9,5-19', 'bytes 7-19/1000', 13, none of several"
            })
    void namesWhatContradictsTheQuestion(String range, String contentRange, Long length, String why) {
        assertThat(part(contentRange, length).contradiction(asked(range)))
                .as(why)
                .isPresent();
    }

    @Test
    void refusesAPartOfWhatWasAskedForAsAWhole() {
        assertThat(part("bytes 0-999/1000", 1000L).contradiction(name -> List.of()))
                .contains("a part where the whole was asked for");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"'\"v1\"', true", "-, true", "'\"v2\"', false"})
    void takesNoPartOfAnotherVersionThanIfRangeNames(String etag, boolean taken) {
        // Given
        UntouchedAnswer answer = new UntouchedAnswer(206, "bytes 5-9/1000", 5L, null, etag);
        Map<String, List<String>> asked = Map.of("range", List.of("bytes=5-9"), "if-range", List.of("\"v1\""));

        // Then
        assertThat(answer.contradiction(name -> asked.getOrDefault(name, List.of()))
                        .isEmpty())
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"'bytes=0-9', false", "'bytes=0-9,20-29', true"})
    void takesSeveralPartsOnlyWhereSeveralWereAskedFor(String range, boolean taken) {
        // Given
        UntouchedAnswer answer = new UntouchedAnswer(206, null, 500L, "multipart/byteranges; boundary=x", null);

        // Then
        assertThat(answer.contradiction(asked(range)).isEmpty()).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"200", "304", "404", "416", "500"})
    void leavesEveryOtherStatusToThePlayer(int status) {
        assertThat(new UntouchedAnswer(status, "bytes 7-9/10", 99L, null, null).contradiction(asked("bytes=0-9")))
                .isEmpty();
    }

    @Test
    void knowsTheLengthOfAPartWhoseTransferCodingDoesNotTellIt() {
        assertThat(part("bytes 100-199/1000", null).impliedLength()).hasValue(100);
        assertThat(part("bytes 100-199/1000", 100L).impliedLength()).isEmpty();
        assertThat(new UntouchedAnswer(200, null, null, null, null).impliedLength())
                .isEmpty();
    }

    private static UntouchedAnswer part(String contentRange, Long length) {
        return new UntouchedAnswer(206, contentRange, length, "video/mp4", null);
    }

    private static RequestFields asked(String range) {
        return name -> name.equals("range") ? List.of(range) : List.of();
    }
}
