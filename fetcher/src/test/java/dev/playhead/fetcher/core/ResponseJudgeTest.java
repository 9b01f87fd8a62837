package dev.playhead.fetcher.core;

import static dev.playhead.fetcher.core.Heads.DATE;
import static dev.playhead.fetcher.core.Heads.LENGTH;
import static dev.playhead.fetcher.core.Heads.STRONG;
import static dev.playhead.fetcher.core.Heads.WEAK;
import static dev.playhead.fetcher.core.Heads.head;
import static dev.playhead.fetcher.core.Heads.partial;
import static dev.playhead.fetcher.core.Heads.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.playhead.common.event.FailureReason;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.Validator;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseJudgeTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final RequestedRange RANGE = RequestedRange.of(new ByteRange(1000, 3000));
    private static final RequestedRange HEAD_RANGE = new RequestedRange.From(0, null);

    private static final Question UNKNOWN = new Question(RANGE, null, true, false);
    private static final Question PINNED = new Question(RANGE, STRONG, true, false);
    private static final Question PINNED_WEAK = new Question(RANGE, WEAK, true, false);
    private static final Question COMPARED = new Question(RANGE, STRONG, false, false);
    private static final Question BOUND = new Question(RANGE, STRONG, true, true);
    private static final Question BOUND_COMPARED = new Question(RANGE, STRONG, false, true);
    private static final Question BOUND_WEAK = new Question(RANGE, WEAK, true, true);

    static Stream<Arguments> answersWhoseBytesAreForwarded() {
        return Stream.of(plainAnswers(), oddHeaders(), oddRanges(), wholes()).flatMap(rows -> rows);
    }

    private static Stream<Arguments> plainAnswers() {
        return Stream.of(
                arguments("a flawless range of an unknown media", UNKNOWN, partial(1000, 3000), 1000, 3000, 0),
                arguments("the version that was pinned", PINNED, partial(1000, 3000), 1000, 3000, 0),
                arguments("the version that is being written", BOUND, partial(1000, 3000), 1000, 3000, 0),
                arguments("less than asked", UNKNOWN, partial(1000, 1500), 1000, 1500, 0),
                arguments("more than asked: only what was asked", UNKNOWN, partial(1000, 9000), 1000, 3000, 0),
                arguments(
                        "chunked, without a length",
                        UNKNOWN,
                        partial(1000, 3000, "content-length", null),
                        1000,
                        3000,
                        0));
    }

    private static Stream<Arguments> oddHeaders() {
        return Stream.of(
                arguments(
                        "no date, under a strong tag",
                        BOUND,
                        partial(1000, 3000, "last-modified", null),
                        1000,
                        3000,
                        0),
                arguments(
                        "identity is no encoding",
                        UNKNOWN,
                        partial(1000, 3000, "content-encoding", "identity"),
                        1000,
                        3000,
                        0),
                arguments(
                        "weak tag and date repeated",
                        BOUND_WEAK,
                        partial(1000, 3000, "etag", "W/\"a\""),
                        1000,
                        3000,
                        0));
    }

    private static Stream<Arguments> oddRanges() {
        return Stream.of(
                arguments(
                        "to the end",
                        asking(new RequestedRange.From(1000, null)),
                        partial(1000, LENGTH),
                        1000,
                        LENGTH,
                        0),
                arguments(
                        "a suffix",
                        asking(new RequestedRange.Suffix(500)),
                        partial(LENGTH - 500, LENGTH),
                        LENGTH - 500,
                        LENGTH,
                        0),
                arguments(
                        "an end behind the media's",
                        asking(new RequestedRange.From(LENGTH - 1, LENGTH + 9)),
                        partial(LENGTH - 1, LENGTH),
                        LENGTH - 1,
                        LENGTH,
                        0));
    }

    private static Stream<Arguments> wholes() {
        return Stream.of(
                arguments("200 to a range from zero", asking(HEAD_RANGE), whole(), 0, LENGTH, 0),
                arguments(
                        "200 to a short range from zero", asking(new RequestedRange.From(0, 100L)), whole(), 0, 100, 0),
                arguments("200 where writing goes on", BOUND_COMPARED, whole(), 1000, 3000, 1000));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void answersWhoseBytesAreForwarded(
            String name, Question asked, ResponseHead head, long start, long end, long skip) {
        // When
        Verdict verdict = ResponseJudge.judge(asked, head, NOW);

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Accept.class, accept -> {
            assertThat(accept.range()).isEqualTo(new ByteRange(start, end));
            assertThat(accept.skip()).isEqualTo(skip);
            assertThat(accept.version().length()).isEqualTo(LENGTH);
        });
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                arguments("begins before", UNKNOWN, partial(999, 3000)),
                arguments("begins behind", UNKNOWN, partial(1001, 3000)),
                arguments("no Content-Range", UNKNOWN, partial(1000, 3000, "content-range", null)),
                arguments("garbled Content-Range", UNKNOWN, partial(1000, 3000, "content-range", "bytes 1000-2999")),
                arguments(
                        "Content-Range behind its own length",
                        UNKNOWN,
                        partial(1000, 3000, "content-range", "bytes 1000-2999/2000")),
                arguments(
                        "many ranges",
                        UNKNOWN,
                        head(206, "content-type", "multipart/byteranges; boundary=x", "etag", "\"a\"")),
                arguments("a shorter Content-Length", UNKNOWN, partial(1000, 3000, "content-length", "1999")),
                arguments("a longer Content-Length", UNKNOWN, partial(1000, 3000, "content-length", "2001")),
                arguments(
                        "a shifted suffix", asking(new RequestedRange.Suffix(500)), partial(LENGTH - 501, LENGTH - 1)),
                arguments(
                        "another total under the same strong tag",
                        PINNED,
                        partial(1000, 3000, "content-range", "bytes 1000-2999/9999")),
                arguments(
                        "no validator in the middle", BOUND, partial(1000, 3000, "etag", null, "last-modified", null)),
                arguments("another length of the whole", PINNED, whole("content-length", "9999999")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void contradictions(String name, Question asked, ResponseHead head) {
        // When
        Verdict verdict = ResponseJudge.judge(asked, head, NOW);

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.RetryAfter.class, retry -> assertThat(retry.otherwise())
                .isEqualTo(FailureReason.PROTOCOL));
    }

    @ParameterizedTest
    @CsvSource({"401, REFUSED", "403, REFUSED", "410, NOT_FOUND"})
    void anExpiredLinkLooksLikeThis(int status, FailureReason otherwise) {
        // When
        Verdict verdict = ResponseJudge.judge(PINNED, head(status), NOW);

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.FindAgain.class, refusal -> assertThat(
                        refusal.otherwise().reason())
                .isEqualTo(otherwise));
    }

    static Stream<Arguments> answersThatEndTheCommand() {
        return Stream.of(
                arguments(FailureReason.NOT_FOUND, UNKNOWN, head(404)),
                arguments(FailureReason.PROTOCOL, UNKNOWN, head(400)),
                arguments(FailureReason.PROTOCOL, UNKNOWN, head(204)),
                arguments(FailureReason.PROTOCOL, UNKNOWN, head(304)),
                arguments(FailureReason.NOT_CACHEABLE, UNKNOWN, partial(1000, 3000, "content-encoding", "gzip")),
                arguments(FailureReason.NOT_CACHEABLE, BOUND, partial(1000, 3000, "content-encoding", "br")),
                arguments(
                        FailureReason.NOT_CACHEABLE,
                        UNKNOWN,
                        partial(1000, 3000, "cache-control", "private, No-Store")),
                arguments(
                        FailureReason.NOT_CACHEABLE,
                        UNKNOWN,
                        partial(1000, 3000, "content-range", "bytes 1000-2999/*")),
                arguments(
                        FailureReason.NOT_CACHEABLE, UNKNOWN, partial(1000, 3000, "etag", null, "last-modified", null)),
                arguments(FailureReason.NOT_CACHEABLE, asking(HEAD_RANGE), whole("content-length", null)),
                arguments(FailureReason.NOT_CACHEABLE, asking(HEAD_RANGE), whole("content-length", "many")),
                arguments(FailureReason.NOT_CACHEABLE, asking(HEAD_RANGE), whole("content-encoding", "gzip")),
                arguments(FailureReason.NOT_CACHEABLE, asking(HEAD_RANGE), whole("etag", null, "last-modified", null)),
                arguments(FailureReason.UNSATISFIABLE, asking(HEAD_RANGE), whole("content-length", "0")),
                arguments(FailureReason.UNSATISFIABLE, UNKNOWN, head(416, "content-range", "bytes */500")),
                arguments(FailureReason.UNSATISFIABLE, UNKNOWN, head(416)),
                arguments(FailureReason.STALE_VERSION, BOUND, partial(1000, 3000, "etag", "\"b\"")),
                arguments(
                        FailureReason.STALE_VERSION,
                        BOUND_WEAK,
                        partial(1000, 3000, "etag", "W/\"a\"", "last-modified", "later")),
                arguments(FailureReason.STALE_VERSION, BOUND, whole("etag", "\"b\"")),
                arguments(FailureReason.STALE_VERSION, BOUND, head(416, "content-range", "bytes */500")));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource
    void answersThatEndTheCommand(FailureReason reason, Question asked, ResponseHead head) {
        // When
        Verdict verdict = ResponseJudge.judge(asked, head, NOW);

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.GiveUp.class, why -> {
            assertThat(why.reason()).isEqualTo(reason);
            assertThat(why.status()).isEqualTo(head.status());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void triesAgainWhatMayPass(int status) {
        // When
        Verdict verdict = ResponseJudge.judge(BOUND, head(status, "retry-after", "7"), NOW);

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.RetryAfter.class, retry -> {
            assertThat(retry.status()).isEqualTo(status);
            assertThat(retry.retryAfter()).isEqualTo(Duration.ofSeconds(7));
            assertThat(retry.giveUp().reason()).isEqualTo(FailureReason.EXHAUSTED);
        });
    }

    @Test
    void readsARetryAfterDate() {
        assertThat(RetryAfterField.parse("Thu, 1 Jan 2026 00:00:09 GMT", NOW)).hasValue(Duration.ofSeconds(9));
        assertThat(RetryAfterField.parse("Wed, 31 Dec 2025 00:00:00 GMT", NOW)).hasValue(Duration.ZERO);
        assertThat(RetryAfterField.parse("soon", NOW)).isEmpty();
        assertThat(RetryAfterField.parse("-1", NOW)).isEmpty();
        assertThat(RetryAfterField.parse("", NOW)).isEmpty();
    }

    @Test
    void tellsTheLengthThatA416Tells() {
        // When
        Verdict verdict = ResponseJudge.judge(UNKNOWN, head(416, "content-range", "bytes */500"), NOW);

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.GiveUp.class, why -> assertThat(why.length())
                .isEqualTo(500));
    }

    @Test
    void describesANewMediaWithItsOwnChunkSize() {
        // When
        Verdict verdict = ResponseJudge.judge(UNKNOWN, partial(1000, 3000), NOW);

        // Then
        assertThat(verdict).isEqualTo(new Verdict.Accept(STRONG, new ByteRange(1000, 3000), 0));
    }

    @Test
    void keepsTheChunkSizeWhenTheVersionChanges() {
        // Given
        MediaVersion large = new MediaVersion(STRONG.validator(), LENGTH, 1024 * 1024, "video/mp4");
        Question asked = new Question(RANGE, large, false, false);

        // When
        Verdict verdict = ResponseJudge.judge(asked, partial(1000, 3000, "etag", "\"b\""), NOW);

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Accept.class, accept -> {
            assertThat(accept.version().chunkSize()).isEqualTo(1024 * 1024);
            assertThat(accept.version().validator()).isEqualTo(new Validator("\"b\"", DATE));
        });
    }

    @Test
    void takesAWeaklyTaggedRangeOfAnotherVersionAsThatVersion() {
        // When
        Verdict verdict = ResponseJudge.judge(PINNED_WEAK, partial(1000, 3000, "etag", "W/\"b\""), NOW);

        // Then
        assertThat(verdict).isInstanceOf(Verdict.Accept.class);
    }

    @Test
    void asksAnewWhenTheWholeOfAnotherVersionComes() {
        assertThat(ResponseJudge.judge(PINNED, whole("etag", "\"b\""), NOW))
                .isInstanceOf(Verdict.RefetchAsNewVersion.class);
        assertThat(ResponseJudge.judge(PINNED, head(416, "content-range", "bytes */500"), NOW))
                .isInstanceOf(Verdict.RefetchAsNewVersion.class);
    }

    @Test
    void takesTheWholeOfAnotherVersionWhenZeroWasAsked() {
        // Given
        Question asked = new Question(HEAD_RANGE, STRONG, true, false);

        // When
        Verdict verdict = ResponseJudge.judge(asked, whole("etag", "\"b\""), NOW);

        // Then
        assertThat(verdict).isInstanceOf(Verdict.Accept.class);
    }

    @Test
    void learnsThatIfRangeIsNotUnderstood() {
        assertThat(ResponseJudge.judge(PINNED, whole(), NOW)).isInstanceOf(Verdict.RefetchWithoutIfRange.class);
        assertThat(ResponseJudge.judge(BOUND, whole(), NOW)).isInstanceOf(Verdict.RefetchWithoutIfRange.class);
    }

    @Test
    void streamsFromZeroWhereRangesAreIgnored() {
        assertThat(ResponseJudge.judge(UNKNOWN, whole(), NOW)).isEqualTo(new Verdict.OriginIgnoresRanges(STRONG));
        assertThat(ResponseJudge.judge(COMPARED, whole(), NOW)).isEqualTo(new Verdict.OriginIgnoresRanges(STRONG));
    }

    private static Question asking(RequestedRange range) {
        return new Question(range, null, true, false);
    }
}
