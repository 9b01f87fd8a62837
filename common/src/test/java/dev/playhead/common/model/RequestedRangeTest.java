package dev.playhead.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RequestedRangeTest {

    static Stream<Arguments> ranges() {
        return Stream.of(
                Arguments.of(RequestedRange.WHOLE, 10L, new ByteRange(0, 10)),
                Arguments.of(RequestedRange.WHOLE, 0L, null),
                Arguments.of(new RequestedRange.From(3, null), 10L, new ByteRange(3, 10)),
                Arguments.of(new RequestedRange.From(9, null), 10L, new ByteRange(9, 10)),
                Arguments.of(new RequestedRange.From(10, null), 10L, null),
                Arguments.of(new RequestedRange.From(3, 7L), 10L, new ByteRange(3, 7)),
                Arguments.of(new RequestedRange.From(3, 70L), 10L, new ByteRange(3, 10)),
                Arguments.of(new RequestedRange.From(3, RequestedRange.MAX_POSITION), 10L, new ByteRange(3, 10)),
                Arguments.of(new RequestedRange.From(RequestedRange.MAX_POSITION, null), 10L, null),
                Arguments.of(new RequestedRange.Suffix(4), 10L, new ByteRange(6, 10)),
                Arguments.of(new RequestedRange.Suffix(10), 10L, new ByteRange(0, 10)),
                Arguments.of(new RequestedRange.Suffix(RequestedRange.MAX_POSITION), 10L, new ByteRange(0, 10)),
                Arguments.of(new RequestedRange.Suffix(4), 0L, null));
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void resolvesAgainstTheLength(RequestedRange range, long length, ByteRange expected) {
        assertThat(range.resolve(length)).isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @CsvSource({"0, , bytes=0-", "5, , bytes=5-", "5, 6, bytes=5-5", "0, 1024, bytes=0-1023"})
    void asksAnOriginInTermsOfTheLastByte(long start, Long end, String header) {
        assertThat(new RequestedRange.From(start, end).toHeader()).isEqualTo(header);
    }

    @Test
    void asksForASuffix() {
        // Given
        RequestedRange suffix = new RequestedRange.Suffix(500);

        // Then
        assertThat(suffix.toHeader()).isEqualTo("bytes=-500");
        assertThat(suffix.firstByte()).isEmpty();
        assertThat(new RequestedRange.From(7, null).firstByte()).contains(7L);
    }

    @Test
    void refusesEmptyAndNegativeRanges() {
        assertThatThrownBy(() -> new RequestedRange.From(5, 5L)).hasMessageContaining("[5, 5)");
        assertThatThrownBy(() -> new RequestedRange.From(-1, null)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new RequestedRange.Suffix(0)).hasMessageContaining("count 0");
    }

    @Test
    void survivesJson() throws Exception {
        ObjectMapper json = new ObjectMapper();
        for (RequestedRange range : new RequestedRange[] {
            RequestedRange.WHOLE, RequestedRange.of(new ByteRange(1, 9)), new RequestedRange.Suffix(3)
        }) {
            assertThat(json.readValue(json.writeValueAsString(range), RequestedRange.class))
                    .isEqualTo(range);
        }
    }
}
