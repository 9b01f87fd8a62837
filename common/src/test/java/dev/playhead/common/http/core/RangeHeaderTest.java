package dev.playhead.common.http.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.RequestedRange.From;
import dev.playhead.common.model.RequestedRange.Suffix;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeHeaderTest {

    static Stream<Arguments> single() {
        return Stream.of(
                Arguments.of("bytes=0-0", new From(0, 1L)),
                Arguments.of("bytes=5-9", new From(5, 10L)),
                Arguments.of("bytes=5-", new From(5, null)),
                Arguments.of("bytes=-7", new Suffix(7)),
                Arguments.of("BYTES=5-9", new From(5, 10L)),
                Arguments.of("bytes= 5-9 ", new From(5, 10L)),
                Arguments.of("bytes=,5-9,", new From(5, 10L)),
                Arguments.of("bytes=-0,5-9", new From(5, 10L)),
                Arguments.of("bytes=0005-0009", new From(5, 10L)),
                Arguments.of("bytes=5-9223372036854775807", new From(5, null)),
                Arguments.of("bytes=5-99999999999999999999", new From(5, null)),
                Arguments.of("bytes=99999999999999999999-", new From(RequestedRange.MAX_POSITION, null)),
                Arguments.of("bytes=-99999999999999999999", new Suffix(RequestedRange.MAX_POSITION)));
    }

    @ParameterizedTest
    @MethodSource("single")
    void readsOneRange(String field, RequestedRange range) {
        assertThat(RangeHeader.parse(List.of(field))).isEqualTo(new RangeHeader.Single(range));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=,",
                "bytes=-",
                "bytes=5",
                "bytes=9-5",
                "bytes=5 -9",
                "bytes=5-9-12",
                "bytes=0x5-9",
                "bytes=+5-9",
                "bytes=5-9;6-7",
                "bytes=5-9,x",
                "items=5-9",
                "=5-9",
                "bytes=--5",
                "bytes=٥-٩"
            })
    void ignoresWhatIsMalformed(String field) {
        assertThat(RangeHeader.parse(List.of(field))).isEqualTo(RangeHeader.NONE);
    }

    @Test
    void ignoresAFieldThatIsAbsentOrRepeated() {
        assertThat(RangeHeader.parse(List.of())).isEqualTo(RangeHeader.NONE);
        assertThat(RangeHeader.parse(List.of("bytes=0-1", "bytes=0-1"))).isEqualTo(RangeHeader.NONE);
    }

    @Test
    void keepsSeveralRangesInOrder() {
        assertThat(RangeHeader.parse(List.of("bytes=10-19, 0-4 ,-5")))
                .isEqualTo(new RangeHeader.Several(List.of(new From(10, 20L), new From(0, 5L), new Suffix(5))));
    }

    @Test
    void knowsARangeOfNothing() {
        assertThat(RangeHeader.parse(List.of("bytes=-0"))).isEqualTo(new RangeHeader.Nothing());
    }

    @Property
    void readsBackWhatARangeSays(
            @ForAll @LongRange(max = 1L << 58) long start, @ForAll @LongRange(min = 1, max = 1L << 58) long length) {
        RequestedRange range = new From(start, start + length);
        assertThat(RangeHeader.parse(List.of(range.toHeader()))).isEqualTo(new RangeHeader.Single(range));
    }

    @Property
    void neverThrows(@ForAll String text) {
        assertThat(RangeHeader.parse(List.of("bytes=" + text))).isNotNull();
    }
}
