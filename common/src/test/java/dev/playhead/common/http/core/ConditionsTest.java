package dev.playhead.common.http.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.http.core.Conditions.Outcome;
import dev.playhead.common.model.Validator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {
    private static final String DATE = "Wed, 21 Oct 2015 07:28:00 GMT";
    private static final String EARLIER = "Wed, 21 Oct 2015 07:27:59 GMT";
    private static final String LATER = "Wed, 21 Oct 2015 07:28:01 GMT";
    private static final Validator STRONG = new Validator("\"a\"", DATE);
    private static final Validator WEAK = new Validator("W/\"a\"", DATE);
    private static final Validator UNDATED = new Validator("\"a\"", null);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"a\"', GO_ON, FAILED",
                "'*', GO_ON, GO_ON",
                "'W/\"a\"', FAILED, FAILED",
                "'\"x\", \"a\"', GO_ON, FAILED",
                "'a', FAILED, FAILED"
            })
    void comparesIfMatchStrongly(String field, Outcome strong, Outcome weak) {
        // Given
        Conditions conditions = Conditions.of(fields(Map.of("if-match", List.of(field))));

        // Then
        assertThat(conditions.evaluate(STRONG)).isEqualTo(strong);
        assertThat(conditions.evaluate(WEAK)).isEqualTo(weak);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'" + DATE + "', GO_ON, NOT_MODIFIED",
                "'" + LATER + "', GO_ON, NOT_MODIFIED",
                "'" + EARLIER + "', FAILED, GO_ON",
                "'Wednesday, 21-Oct-15 07:27:59 GMT', FAILED, GO_ON",
                "'Wed Oct 21 07:27:59 2015', FAILED, GO_ON",
                "'yesterday', GO_ON, GO_ON"
            })
    void comparesDatesInAllTheirForms(String date, Outcome unmodifiedSince, Outcome modifiedSince) {
        // When
        Conditions unmodified = Conditions.of(fields(Map.of("if-unmodified-since", List.of(date))));
        Conditions modified = Conditions.of(fields(Map.of("if-modified-since", List.of(date))));

        // Then
        assertThat(unmodified.evaluate(STRONG)).isEqualTo(unmodifiedSince);
        assertThat(modified.evaluate(STRONG)).isEqualTo(modifiedSince);
        assertThat(unmodified.evaluate(UNDATED)).isEqualTo(Outcome.GO_ON);
        assertThat(modified.evaluate(UNDATED)).isEqualTo(Outcome.GO_ON);
    }

    @Test
    void letsTagsDecideBeforeDates() {
        // Given
        Conditions matching =
                Conditions.of(fields(Map.of("if-match", List.of("\"a\""), "if-unmodified-since", List.of(EARLIER))));
        Conditions held =
                Conditions.of(fields(Map.of("if-none-match", List.of("\"b\""), "if-modified-since", List.of(LATER))));

        // Then
        assertThat(matching.evaluate(STRONG)).isEqualTo(Outcome.GO_ON);
        assertThat(held.evaluate(STRONG)).isEqualTo(Outcome.GO_ON);
    }

    @Test
    void failsBeforeItLooksAtWhatThePlayerHolds() {
        // Given
        Conditions both =
                Conditions.of(fields(Map.of("if-match", List.of("\"b\""), "if-none-match", List.of("\"a\""))));

        // Then
        assertThat(both.evaluate(STRONG)).isEqualTo(Outcome.FAILED);
    }

    @Test
    void joinsTagsOfSeveralLinesAndDropsDatesOfSeveral() {
        // Given
        Conditions tags = Conditions.of(fields(Map.of("if-none-match", List.of("\"b\"", "\"a\""))));
        Conditions dates = Conditions.of(fields(Map.of("if-modified-since", List.of(LATER, LATER))));

        // Then
        assertThat(tags.evaluate(STRONG)).isEqualTo(Outcome.NOT_MODIFIED);
        assertThat(dates.evaluate(STRONG)).isEqualTo(Outcome.GO_ON);
    }

    private static RequestFields fields(Map<String, List<String>> lines) {
        return name -> lines.getOrDefault(name, List.of());
    }
}
