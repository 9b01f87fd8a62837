package dev.playhead.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.model.ByteRange;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes 0-0/1, 0, 1, 1",
        "bytes 0-499/1234, 0, 500, 1234",
        "bytes 734-1233/1234, 734, 1234, 1234",
        "Bytes 1-2/3, 1, 3, 3",
        "' bytes 1-2/3 ', 1, 3, 3",
        "bytes 0-999999999999999998/999999999999999999, 0, 999999999999999999, 999999999999999999"
    })
    void readsWhatIsComplete(String field, long start, long end, long length) {
        assertThat(ContentRange.parse(field)).contains(new ContentRange(new ByteRange(start, end), length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes */1234",
                "bytes 0-499/*",
                "bytes 500-499/1234",
                "bytes 0-1234/1234",
                "bytes -1-5/10",
                "bytes 0-4",
                "bytes=0-4/10",
                "items 0-4/10",
                "bytes 0-4/10, bytes 5-6/10",
                "bytes 0-9223372036854775807/9223372036854775808"
            })
    void readsNothingElse(String field) {
        assertThat(ContentRange.parse(field)).isEmpty();
    }

    @Property
    void readsBackWhatItWrites(
            @ForAll @LongRange(max = 1L << 50) long start,
            @ForAll @LongRange(min = 1, max = 1L << 50) long count,
            @ForAll @LongRange(max = 1L << 50) long behind) {
        ContentRange range = new ContentRange(ByteRange.ofLength(start, count), start + count + behind);

        assertThat(ContentRange.parse(range.toHeader())).contains(range);
    }

    @Test
    void readsTheLengthOutOfARefusal() {
        assertThat(ContentRange.parseUnsatisfied(ContentRange.unsatisfied(1234)))
                .contains(1234L);
        assertThat(ContentRange.parseUnsatisfied("bytes */*")).isEmpty();
        assertThat(ContentRange.parseUnsatisfied("bytes 0-1/2")).isEmpty();
    }

    @Test
    void refusesARangeBehindTheLength() {
        assertThatThrownBy(() -> new ContentRange(new ByteRange(0, 11), 10)).hasMessageContaining("length 10");
    }
}
