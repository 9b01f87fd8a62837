package dev.playhead.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");
    private static final long FOREVER = Long.MAX_VALUE / 2;

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "max-age=60, -, -, 60",
                "max-age=60, 'Thu, 01 Jan 2026 01:00:00 GMT', -, 60",
                "-, 'Thu, 01 Jan 2026 01:00:10 GMT', -, 3600",
                "-, 'Thu, 01 Jan 2026 01:00:10 GMT', 'Thu, 01 Jan 2026 01:00:00 GMT', 10",
                "-, 'Thu, 01 Jan 2026 00:00:00 GMT', -, 0",
                "-, 0, -, 0",
                "public, -, -, -",
                "-, -, -, -"
            })
    void readsForHowLongAnAnswerIsFresh(String cacheControl, String expires, String date, Long seconds) {
        // Given
        Map<String, String> fields = new HashMap<>();
        fields.put("cache-control", cacheControl);
        fields.put("expires", expires);
        fields.put("date", date);

        // Then
        assertThat(Freshness.of(fields::get, NOW).lifetimeSeconds()).isEqualTo(seconds);
    }

    @Test
    void countsTheAgeThatAnAnswerHadWhenItCame() {
        // Given
        Freshness known = Freshness.of(Map.of("cache-control", "max-age=60", "age", "20")::get, NOW);

        // Then
        assertThat(known.ageSeconds(NOW.toEpochMilli())).isEqualTo(20);
        assertThat(known.staleSeconds(NOW.plusSeconds(39).toEpochMilli(), FOREVER))
                .isEqualTo(-1);
        assertThat(known.staleSeconds(NOW.plusSeconds(45).toEpochMilli(), FOREVER))
                .isEqualTo(5);
    }

    @Test
    void lastsAsLongAsIsSaidElsewhereWhereTheOriginSaysNothing() {
        // Given
        Freshness known = Freshness.unsaid(NOW);

        // Then
        assertThat(known.staleSeconds(NOW.plusSeconds(10).toEpochMilli(), 10)).isZero();
        assertThat(known.staleSeconds(NOW.plusSeconds(1_000_000_000).toEpochMilli(), FOREVER))
                .isNegative();
    }

    @Test
    void aConfirmationThatSaysNothingKeepsWhatWasSaidBefore() {
        // Given
        Freshness before = Freshness.of(Map.of("cache-control", "max-age=60")::get, NOW);
        Instant later = NOW.plusSeconds(100);

        // When
        Freshness silent = before.confirmedBy(Freshness.unsaid(later));
        Freshness told = before.confirmedBy(Freshness.of(Map.of("cache-control", "max-age=5")::get, later));

        // Then
        assertThat(silent).isEqualTo(new Freshness(later.toEpochMilli(), 0, 60L, "max-age=60"));
        assertThat(told.lifetimeSeconds()).isEqualTo(5);
        assertThat(silent.saysTheSameAs(before)).isTrue();
        assertThat(told.saysTheSameAs(before)).isFalse();
    }
}
