package dev.playhead.fetcher.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant FAR = NOW.plusSeconds(3600);
    private final RetryPolicy policy = new RetryPolicy(4, Duration.ofSeconds(5));

    @Test
    void goesOnAtOnceAfterProgress() {
        assertThat(policy.next(0, null, NOW, NOW, 0.9)).hasValue(Duration.ZERO);
    }

    @Test
    void waitsTwiceAsLongAtMostAfterEachFailure() {
        assertThat(policy.next(1, null, NOW, FAR, 0.5)).hasValue(Duration.ofMillis(50));
        assertThat(policy.next(2, null, NOW, FAR, 0.5)).hasValue(Duration.ofMillis(100));
        assertThat(policy.next(3, null, NOW, FAR, 0.5)).hasValue(Duration.ofMillis(200));
    }

    @Test
    void triesItsLeastNumberOfTimesWhateverTheDeadline() {
        assertThat(policy.next(3, null, NOW, NOW.minusSeconds(60), 0.5)).isPresent();
        assertThat(policy.next(4, null, NOW, NOW.minusSeconds(60), 0.5)).isEmpty();
        assertThat(policy.next(4, null, NOW, FAR, 0.5)).isPresent();
    }

    @Test
    void stopsWhenTheOriginStaysAway() {
        assertThat(policy.next(12, null, NOW, FAR, 0.5)).isEmpty();
    }

    @Test
    void obeysAShortRetryAfterAndLeavesALongOneToTheScheduler() {
        assertThat(policy.next(1, Duration.ofSeconds(5), NOW, FAR, 0.5)).hasValue(Duration.ofMillis(5050));
        assertThat(policy.next(1, Duration.ofSeconds(6), NOW, FAR, 0.5)).isEmpty();
    }

    @Property
    void neverWaitsLessThanAskedNorLongerThanFiveSecondsMore(
            @ForAll @IntRange(min = 0, max = 11) int failures,
            @ForAll @IntRange(min = 0, max = 5000) int asked,
            @ForAll @DoubleRange(min = 0, max = 0.99) double random) {
        // When
        Duration wait = policy.next(failures, Duration.ofMillis(asked), NOW, FAR, random)
                .orElseThrow();

        // Then
        assertThat(wait.toMillis()).isBetween((long) asked, asked + 5000L);
    }
}
