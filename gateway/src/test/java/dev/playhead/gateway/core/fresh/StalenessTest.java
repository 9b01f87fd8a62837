package dev.playhead.gateway.core.fresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.http.Freshness;
import dev.playhead.gateway.core.fresh.Staleness.Use;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StalenessTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "'max-age=60', 59, FRESH",
        "'max-age=60', 60, ASK_FIRST",
        "'max-age=60, stale-while-revalidate=30', 60, ASK_MEANWHILE",
        "'max-age=60, stale-while-revalidate=30', 89, ASK_MEANWHILE",
        "'max-age=60, stale-while-revalidate=30', 90, ASK_FIRST",
        "'max-age=60, stale-while-revalidate=30, must-revalidate', 61, ASK_FIRST",
        "'no-cache', 0, ASK_FIRST",
        "'public', 1000000, FRESH"
    })
    void decidesByTheClock(String cacheControl, long seconds, Use use) {
        assertThat(Staleness.NEVER.judge(said(cacheControl), at(seconds))).isEqualTo(use);
    }

    @Test
    void anOriginThatSaysNothingIsBelievedForAsLongAsConfigured() {
        // Given
        Staleness minute = new Staleness(60);

        // Then
        assertThat(minute.judge(Freshness.unsaid(T0), at(59))).isEqualTo(Use.FRESH);
        assertThat(minute.judge(Freshness.unsaid(T0), at(60))).isEqualTo(Use.ASK_FIRST);
        assertThat(minute.judge(said("max-age=600"), at(60))).isEqualTo(Use.FRESH);
    }

    @ParameterizedTest
    @CsvSource({
        "'max-age=60', 1000000, true",
        "'max-age=60, must-revalidate', 61, false",
        "'s-maxage=60', 61, false",
        "'no-cache', 0, false",
        "'max-age=60, stale-if-error=30', 89, true",
        "'max-age=60, stale-if-error=30', 90, false"
    })
    void decidesWhatOutlastsAnOriginThatIsAway(String cacheControl, long seconds, boolean served) {
        assertThat(Staleness.NEVER.outlastsFailure(said(cacheControl), at(seconds)))
                .isEqualTo(served);
    }

    private static Freshness said(String cacheControl) {
        return Freshness.of(Map.of("cache-control", cacheControl)::get, T0);
    }

    private static long at(long seconds) {
        return T0.plusSeconds(seconds).toEpochMilli();
    }
}
