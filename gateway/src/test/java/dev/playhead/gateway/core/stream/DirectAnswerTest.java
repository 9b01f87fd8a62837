package dev.playhead.gateway.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.Validator;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectAnswerTest {
    private static final String DATE = "Wed, 21 Oct 2015 07:28:00 GMT";
    private static final Validator STRONG = new Validator("\"v1\"", DATE);
    private static final MediaVersion VERSION = new MediaVersion(STRONG, 1000, 256 * 1024, "video/mp4");

    @Test
    void takesAPartOfTheVersionFromWhereItWasAsked() {
        assertThat(judge(206, "bytes 100-999/1000", STRONG, from(100), VERSION))
                .contains(new DirectAnswer(VERSION, new ByteRange(100, 1000)));
    }

    @Test
    void takesAShorterPartThanWasAsked() {
        assertThat(judge(206, "bytes 100-199/1000", STRONG, from(100), VERSION))
                .contains(new DirectAnswer(VERSION, new ByteRange(100, 200)));
    }

    @Test
    void takesTheWholeForABeginning() {
        assertThat(judge(200, null, STRONG, from(0), VERSION))
                .contains(new DirectAnswer(VERSION, new ByteRange(0, 1000)));
    }

    @Test
    void takesATagAloneWhenItIsStrong() {
        assertThat(judge(206, "bytes 100-999/1000", new Validator("\"v1\"", null), from(100), VERSION))
                .isPresent();
    }

    @Test
    void describesAMediaThatIsNotKnown() {
        assertThat(judge(206, "bytes 990-999/1000", STRONG, new RequestedRange.Suffix(10), null))
                .hasValueSatisfying(found -> assertThat(found.version().id()).isEqualTo(VERSION.id()));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "200, -, the whole where a later part was asked",
                "206, bytes 101-999/1000, another place",
                "206, bytes 100-999/1001, another length",
                "206, bytes 100-999/*, no length",
                "206, -, no place",
                "404, -, no media",
                "302, -, elsewhere"
            })
    void refusesWhatIsNotTheBytesAskedFor(int status, String contentRange, String why) {
        assertThat(judge(status, contentRange, STRONG, from(100), VERSION))
                .as(why)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"'\"v2\"', -", "W/\"v1\", -", "-, -"})
    void refusesAnotherVersion(String etag, String date) {
        assertThat(judge(206, "bytes 100-999/1000", new Validator(etag, date), from(100), VERSION))
                .isEmpty();
    }

    @Test
    void refusesAWeakTagWithoutTheDateItCameWith() {
        // Given
        Validator weak = new Validator("W/\"v1\"", DATE);
        MediaVersion version = new MediaVersion(weak, 1000, 256 * 1024, null);

        // Then
        assertThat(judge(206, "bytes 100-999/1000", weak, from(100), version)).isPresent();
        assertThat(judge(206, "bytes 100-999/1000", new Validator("W/\"v1\"", null), from(100), version))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"900, true", "899, false", "901, false"})
    void comparesTheLengthOfTheBodyWithItsRange(long contentLength, boolean fits) {
        // When
        Optional<DirectAnswer> judged = DirectAnswer.judge(
                new DirectAnswer.Fields(206, "bytes 100-999/1000", contentLength, STRONG, "video/mp4", null),
                from(100),
                VERSION);

        // Then
        assertThat(judged.isPresent()).isEqualTo(fits);
    }

    @Test
    void refusesCodedBodies() {
        DirectAnswer.Fields coded =
                new DirectAnswer.Fields(206, "bytes 100-999/1000", 900L, STRONG, "video/mp4", "gzip");
        assertThat(DirectAnswer.judge(coded, from(100), VERSION)).isEmpty();
    }

    private static Optional<DirectAnswer> judge(
            int status, String contentRange, Validator validator, RequestedRange asked, MediaVersion pinned) {
        return DirectAnswer.judge(
                new DirectAnswer.Fields(
                        status, contentRange, status == 200 ? 1000L : null, validator, "video/mp4", null),
                asked,
                pinned);
    }

    private static RequestedRange from(long start) {
        return new RequestedRange.From(start, null);
    }
}
