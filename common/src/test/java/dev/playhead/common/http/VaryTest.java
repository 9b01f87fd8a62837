package dev.playhead.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaryTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, true",
                "'', true",
                "Accept-Encoding, true",
                "'Origin, Access-Control-Request-Method', true",
                "'Cookie, Accept-Encoding', true",
                "Authorization, true",
                "*, false",
                "User-Agent, false",
                "'accept-encoding,Accept-Language', false"
            })
    void tellsWhichAnswersMayBeKeptForAll(String field, boolean shared) {
        assertThat(Vary.allowsSharing(field)).isEqualTo(shared);
    }
}
