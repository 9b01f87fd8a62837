package dev.playhead.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestLimitTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void overloadHalvesOnceForAllThatWasUnderWay() {
        // When
        RequestLimit limit = RequestLimit.of(8).overloaded(null, NOW).overloaded(null, NOW.plusMillis(300));

        // Then
        assertThat(limit.now()).isEqualTo(4);
        assertThat(limit.overloaded(null, NOW.plusSeconds(1)).now()).isEqualTo(2);
    }

    @Test
    void successRaisesByOneASecondUpToTheMost() {
        // Given
        RequestLimit limit = RequestLimit.of(5).overloaded(null, NOW);

        // When
        for (int millis = 0; millis <= 10_000; millis += 100) {
            limit = limit.succeeded(NOW.plusMillis(millis));
            assertThat(limit.now()).isLessThanOrEqualTo(2 + millis / 1000);
        }

        // Then
        assertThat(limit.now()).isEqualTo(5);
    }

    @Test
    void retryAfterIsObeyed() {
        // When
        RequestLimit limit = RequestLimit.of(8).overloaded(Duration.ofSeconds(3), NOW);

        // Then
        assertThat(limit.isClosed(NOW.plusMillis(2999))).isTrue();
        assertThat(limit.isClosed(NOW.plusSeconds(3))).isFalse();
    }

    @Test
    void originThatIsAwayIsAskedOnceInAWhileUntilItAnswers() {
        // Given
        RequestLimit limit = RequestLimit.of(8);

        // When
        for (int i = 0; i < 6; i++) {
            limit = limit.failed(NOW);
        }

        // Then
        assertThat(limit.now()).isEqualTo(1);
        assertThat(limit.closedUntil()).isEqualTo(NOW.plusSeconds(2));
        assertThat(limit.succeeded(NOW.plusSeconds(3))
                        .failed(NOW.plusSeconds(3))
                        .isClosed(NOW.plusSeconds(3)))
                .isFalse();
    }
}
