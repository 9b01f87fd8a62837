package dev.playhead.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheControlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"no-store", "private", "max-age=60, No-Store", "PRIVATE,max-age=1", "max-age=60,,private ,"})
    void someAnswersAreNotToBeKeptForAll(String field) {
        assertThat(CacheControl.parse(field).forbidsStorage()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "max-age=60",
                "public",
                "no-cache",
                "private=\"set-cookie, x-user\"",
                "ext=\"no-store, private\"",
                "x-no-store"
            })
    void othersAre(String field) {
        assertThat(CacheControl.parse(field).forbidsStorage()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'max-age=60', 60",
                "'max-age=60, s-maxage=10', 10",
                "'s-maxage=0, max-age=60', 0",
                "'no-cache, max-age=60', 0",
                "'no-cache=\"set-cookie\", max-age=60', 60",
                "'max-age=\"60\"', 60",
                "'max-age=60, max-age=5', 60",
                "'max-age=99999999999999999999', 2147483648",
                "'max-age=soon', 0",
                "'max-age=-1', 0",
                "'max-age', 0",
                "'public', -",
                "'stale-while-revalidate=5', -"
            })
    void saysForHowLongAnAnswerIsFresh(String field, Long seconds) {
        assertThat(CacheControl.parse(field).freshSeconds())
                .isEqualTo(seconds == null ? OptionalLong.empty() : OptionalLong.of(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "must-revalidate, true",
        "proxy-revalidate, true",
        "s-maxage=9, true",
        "no-cache, true",
        "'max-age=0, stale-if-error=9', false"
    })
    void saysWhetherAStaleAnswerMayEverBeUsed(String field, boolean must) {
        assertThat(CacheControl.parse(field).mustRevalidate()).isEqualTo(must);
    }

    @Test
    void saysForHowLongAStaleAnswerMayBeUsed() {
        // When
        CacheControl field = CacheControl.parse("max-age=1, stale-while-revalidate=30, stale-if-error=600");

        // Then
        assertThat(field.staleWhileRevalidateSeconds()).hasValue(30);
        assertThat(field.staleIfErrorSeconds()).hasValue(600);
    }

    @Test
    void saysNothingWhereThereIsNoField() {
        assertThat(CacheControl.parse(null)).isEqualTo(CacheControl.NONE);
    }
}
