package dev.playhead.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorTest {
    private static final String MONDAY = "Mon, 02 Jan 2023 10:00:00 GMT";
    private static final String TUESDAY = "Tue, 03 Jan 2023 10:00:00 GMT";

    @ParameterizedTest(name = "{0} then {2}, dates {1} then {3}: {4}")
    @CsvSource({
        "'\"a\"', M, '\"a\"', M, true",
        "'\"a\"', M, '\"a\"',  , true", // a 206 that answers If-Range may omit the date
        "'\"a\"', M, '\"a\"', T, true",
        "'\"a\"', M, '\"b\"', M, false",
        "'\"a\"',  , 'W/\"a\"',  , false",
        "'\"a\"', M,        , M, false",
        "'W/\"a\"', M, 'W/\"a\"', M, true",
        "'W/\"a\"', M, 'W/\"a\"', T, false",
        "'W/\"a\"', M, 'W/\"a\"',  , false",
        "'W/\"a\"', M, 'W/\"b\"', M, false",
        ", M, , M, true",
        ", M, , T, false",
        ", M, '\"a\"', M, false"
    })
    void matchesOnlyWhatMayBeTheSameContent(
            String etag, String date, String otherEtag, String otherDate, boolean same) {
        assertThat(new Validator(etag, day(date)).matches(new Validator(otherEtag, day(otherDate))))
                .isEqualTo(same);
    }

    @Test
    void onlyAStrongTagIsSentAsIfRange() {
        assertThat(new Validator("\"a\"", MONDAY).ifRange()).contains("\"a\"");
        assertThat(new Validator("W/\"a\"", MONDAY).ifRange()).isEmpty();
        assertThat(new Validator(null, MONDAY).ifRange()).isEmpty();
        assertThat(Validator.NONE.isNone()).isTrue();
    }

    @Test
    void aStrongTagNamesTheVersionWithoutTheDate() {
        assertThat(VersionId.of(new Validator("\"a\"", MONDAY), 10))
                .isEqualTo(VersionId.of(new Validator("\"a\"", TUESDAY), 10))
                .isNotEqualTo(VersionId.of(new Validator("\"a\"", MONDAY), 11))
                .isNotEqualTo(VersionId.of(new Validator("\"b\"", MONDAY), 10));
    }

    @Test
    void aWeakTagNamesTheVersionTogetherWithTheDate() {
        assertThat(VersionId.of(new Validator("W/\"a\"", MONDAY), 10))
                .isNotEqualTo(VersionId.of(new Validator("W/\"a\"", TUESDAY), 10));
    }

    @Test
    void versionsAreTheSameContentWhereTheirIdsAreEqual() {
        // Given
        List<Validator> validators = List.of(
                new Validator("\"a\"", MONDAY),
                new Validator("\"a\"", TUESDAY),
                new Validator("\"a\"", null),
                new Validator("\"b\"", MONDAY),
                new Validator("W/\"a\"", MONDAY),
                new Validator("W/\"a\"", TUESDAY),
                new Validator("W/\"a\"", null),
                new Validator(null, MONDAY));
        int chunk = ChunkLayout.MIN_CHUNK_SIZE;

        // Then
        for (Validator one : validators) {
            for (Validator other : validators) {
                for (long length = 10; length < 12; length++) {
                    MediaVersion a = new MediaVersion(one, 10, chunk, null);
                    MediaVersion b = new MediaVersion(other, length, chunk, null);
                    assertThat(a.isSameContent(b)).isEqualTo(a.id().equals(b.id()));
                }
            }
        }
    }

    @Test
    void aVersionNeedsAValidator() {
        assertThatThrownBy(() -> new MediaVersion(Validator.NONE, 10, 1024, null))
                .hasMessageContaining("validator is missing");
    }

    private static String day(String letter) {
        return letter == null ? null : letter.equals("M") ? MONDAY : TUESDAY;
    }
}
