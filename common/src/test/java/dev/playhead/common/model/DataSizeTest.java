package dev.playhead.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1048576, 1048576",
        "512B, 512",
        "512KiB, 524288",
        "64 MiB, 67108864",
        "4gib, 4294967296",
        "' 1TiB ', 1099511627776",
        "9223372036854775807, 9223372036854775807"
    })
    void readsBinaryUnits(String text, long bytes) {
        assertThat(DataSize.parse(text)).isEqualTo(new DataSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "-1", "1.5GiB", "10MB", "10 mb", "10M", "0x10", "1 GiB free"})
    void refusesOtherForms(String text) {
        assertThatThrownBy(() -> DataSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "8388608TiB", "99999999999999999999GiB"})
    void refusesWhatDoesNotFit(String text) {
        assertThatThrownBy(() -> DataSize.parse(text)).hasMessage("'" + text + "' is larger than any disk");
    }

    @ParameterizedTest
    @CsvSource({"0, 0B", "1, 1B", "1024, 1KiB", "1536, 1536B", "67108864, 64MiB", "1073741824, 1GiB"})
    void showsTheLargestExactUnit(long bytes, String text) {
        assertThat(new DataSize(bytes)).hasToString(text);
    }

    @Property
    void readsBackWhatItShows(@ForAll @LongRange(max = Long.MAX_VALUE) long bytes) {
        assertThat(DataSize.parse(new DataSize(bytes).toString())).isEqualTo(new DataSize(bytes));
    }
}
