package dev.playhead.gateway.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.gateway.core.access.Ruling.Granted;
import dev.playhead.gateway.core.access.Ruling.Refused;
import dev.playhead.gateway.core.access.Ruling.Unclear;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulingTest {
    @ParameterizedTest
    @ValueSource(ints = {206, 416})
    void theFirstByteOrThatThereIsNoneGrantsTheMedia(int status) {
        assertThat(Ruling.of(status, null)).contains(new Granted());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 410, 451, 499})
    void passesOnTheStatusOfARefusal(int status) {
        assertThat(Ruling.of(status, null)).contains(new Refused(status, null));
    }

    @Test
    void keepsAChallengeUnlessItIsHuge() {
        assertThat(Ruling.of(401, "Basic realm=\"films\"")).contains(new Refused(401, "Basic realm=\"films\""));
        assertThat(Ruling.of(401, "x".repeat(Ruling.MAX_CHALLENGE + 1))).contains(new Refused(401, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 301, 302, 304, 307})
    void whatMayBeAPageForLoggingInGrantsNothing(int status) {
        assertThat(Ruling.of(status, null)).contains(new Unclear());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 408, 425, 429, 500, 502, 503, 504, 599, 700})
    void anOriginInTroubleSaysNothingOfAViewer(int status) {
        assertThat(Ruling.of(status, null)).isEmpty();
    }
}
