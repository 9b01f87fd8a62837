package dev.playhead.scheduler.core;

import static dev.playhead.scheduler.core.CoreFixture.MEDIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.RequestedRange;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "EXHAUSTED, 250",
        "STORE, 250",
        "STALE_VERSION, 250",
        "NOT_FOUND, 5000",
        "REFUSED, 5000",
        "NOT_CACHEABLE, 5000",
        "PROTOCOL, 5000",
        "CANCELLED, 0"
    })
    void waitsAsLongAsTheReasonAsks(FailureReason reason, long millis) {
        // When
        Outage outage = Outage.NONE.after(failure(reason, null, null), NOW);

        // Then
        assertThat(outage.blocks(0, NOW.plusMillis(millis).minusNanos(1))).isEqualTo(millis > 0);
        assertThat(outage.blocks(0, NOW.plusMillis(millis))).isFalse();
    }

    @Test
    void backoffDoublesUpToFiveSeconds() {
        // When
        Outage outage = Outage.NONE;
        for (int i = 0; i < 30; i++) {
            outage = outage.after(failure(FailureReason.EXHAUSTED, null, null), NOW);
        }

        // Then
        assertThat(outage.until()).isEqualTo(NOW.plusSeconds(5));
        assertThat(outage.afterSuccess().afterTransient(null, NOW).until()).isEqualTo(NOW.plusMillis(250));
    }

    @Test
    void retryAfterIsObeyedWithinReason() {
        // When
        Outage reasonable = Outage.NONE.after(failure(FailureReason.EXHAUSTED, null, Duration.ofSeconds(9)), NOW);
        Outage endless = Outage.NONE.after(failure(FailureReason.EXHAUSTED, null, Duration.ofDays(9)), NOW);

        // Then
        assertThat(reasonable.until()).isEqualTo(NOW.plusSeconds(9));
        assertThat(endless.until()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void unsatisfiableRangeBlocksOnlyWhatLiesBehindTheEnd() {
        // When
        Outage outage = Outage.NONE.after(failure(FailureReason.UNSATISFIABLE, 500L, null), NOW);

        // Then
        assertThat(outage.blocks(499, NOW)).isFalse();
        assertThat(outage.blocks(500, NOW)).isTrue();
    }

    private static FetchFailed failure(FailureReason reason, Long length, Duration retryAfter) {
        return new FetchFailed(
                MEDIA,
                new CommandId("c"),
                1,
                new RequestedRange.From(1000, null),
                reason,
                null,
                length,
                retryAfter,
                SpanStats.NONE);
    }
}
