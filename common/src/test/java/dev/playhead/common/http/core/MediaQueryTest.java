package dev.playhead.common.http.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.Validator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaQueryTest {
    private static final String DATE = "Wed, 21 Oct 2015 07:28:00 GMT";
    private static final MediaVersion STRONG = version(new Validator("\"a\"", DATE), 100);
    private static final MediaVersion WEAK = version(new Validator("W/\"a\"", DATE), 100);

    @ParameterizedTest
    @CsvSource({
        "bytes=0-9, 0, 10",
        "bytes=90-, 90, 100",
        "bytes=90-200, 90, 100",
        "bytes=-10, 90, 100",
        "bytes=-200, 0, 100"
    })
    void plansOneRange(String range, long start, long end) {
        // When
        ResponsePlan plan = get(range, Conditions.NONE).plan(STRONG);

        // Then
        assertThat(plan).isEqualTo(new ResponsePlan.Part(new ByteRange(start, end), 100));
        assertThat(plan.status()).isEqualTo(206);
    }

    @ParameterizedTest
    @CsvSource({"bytes=100-", "bytes=-0", "bytes=9223372036854775807-"})
    void plansARefusalOfRangesThatHoldNothing(String range) {
        assertThat(get(range, Conditions.NONE).plan(STRONG)).isEqualTo(new ResponsePlan.Unsatisfiable(100));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-1,4-5 | 0-2 4-6",
                "bytes=4-5,0-1 | 4-6 0-2",
                "bytes=90-,0-1,200- | 90-100 0-2",
                "bytes=4-9,0-1,8-12,2-2 | 4-13 0-3",
                "bytes=20-29,0-9,8-22 | 0-30",
                "bytes=200-,-1 | 99-100",
                "bytes=0-9,10-19 | 0-20",
                "'' | 0-100"
            })
    void plansSeveralRangesOnceEachInTheOrderAsked(String range, String sent) {
        // When
        ResponsePlan plan = get(range, Conditions.NONE).plan(STRONG);

        // Then
        assertThat(plan.ranges().stream()
                        .map(one -> one.start() + "-" + one.end())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(sent);
    }

    @Test
    void plansTheWholeForTooManyRanges() {
        // Given
        String many = "bytes=" + "1-1,3-3,".repeat(RangeHeader.MAX_RANGES / 2);

        // Then
        assertThat(get(many, Conditions.NONE).plan(STRONG)).isInstanceOf(ResponsePlan.Parts.class);
        assertThat(get(many + "9-9", Conditions.NONE).plan(STRONG)).isEqualTo(new ResponsePlan.Whole(100));
    }

    @Test
    void plansNoBodyForAnEmptyMedia() {
        // Given
        MediaVersion empty = version(new Validator("\"a\"", null), 0);

        // Then
        assertThat(get("", Conditions.NONE).plan(empty).ranges()).isEmpty();
        assertThat(get("bytes=0-", Conditions.NONE).plan(empty)).isEqualTo(new ResponsePlan.Unsatisfiable(0));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"a\"', 206, 200",
                "'\"b\"', 200, 200",
                "'W/\"a\"', 200, 200",
                "'Wed, 21 Oct 2015 07:28:00 GMT', 206, 206",
                "'Wed, 21 Oct 2015 07:28:01 GMT', 200, 200"
            })
    void sendsARangeOnlyWhereIfRangeAllows(String ifRange, int strong, int weak) {
        // Given
        MediaQuery query = get("bytes=0-9", new Conditions(null, null, null, null, ifRange));

        // Then
        assertThat(query.plan(STRONG).status()).isEqualTo(strong);
        assertThat(query.plan(WEAK).status()).isEqualTo(weak);
    }

    @Test
    void answersARangeOfNothingWithTheWholeWhereIfRangeForbidsIt() {
        assertThat(get("bytes=-0", new Conditions(null, null, null, null, "\"b\""))
                        .plan(STRONG)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {"'\"a\"', 304", "'W/\"a\"', 304", "'*', 304", "'\"x\", W/\"a\"', 304", "'\"x\"', 206", "'a', 206"})
    void comparesIfNoneMatchWeaklyAndBeforeTheRange(String ifNoneMatch, int status) {
        // Given
        MediaQuery query = get("bytes=0-9", new Conditions(null, null, ifNoneMatch, null, null));

        // Then
        assertThat(query.plan(STRONG).status()).isEqualTo(status);
        assertThat(query.plan(WEAK).status()).isEqualTo(status);
    }

    @Test
    void ignoresARangeWhenOnlyTheHeadIsWanted() {
        // Given
        MediaQuery head = new MediaQuery(true, RangeHeader.parse(List.of("bytes=5-9")), Conditions.NONE);

        // Then
        assertThat(head.plan(STRONG)).isEqualTo(new ResponsePlan.Whole(100));
        assertThat(head.wish()).isEqualTo(new RequestedRange.From(0, 1L));
    }

    @Test
    void wishesForWhatIsAskedBeforeTheMediaIsKnown() {
        assertThat(get("bytes=-5", Conditions.NONE).wish()).isEqualTo(new RequestedRange.Suffix(5));
        assertThat(get("", Conditions.NONE).wish()).isEqualTo(RequestedRange.WHOLE);
        assertThat(get("bytes=7-9,4-5", Conditions.NONE).wish()).isEqualTo(new RequestedRange.From(4, 6L));
        assertThat(get("bytes=0-1,-5", Conditions.NONE).wish()).isEqualTo(new RequestedRange.Suffix(5));
        assertThat(get("bytes=-0", Conditions.NONE).wish().firstByte()).isEqualTo(Optional.of(0L));
    }

    private static MediaQuery get(String range, Conditions conditions) {
        return new MediaQuery(false, RangeHeader.parse(range.isEmpty() ? List.of() : List.of(range)), conditions);
    }

    private static MediaVersion version(Validator validator, long length) {
        return new MediaVersion(validator, length, 262_144, "video/mp4");
    }
}
