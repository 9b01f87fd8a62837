package dev.playhead.gateway.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LastWordTest {
    private static final long MIB = 1024 * 1024;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aWaitAShortWayBehindOneThatWasToldOfIsNewsAtOnce() {
        // Given
        LastWord word = LastWord.opened(0, START).said(3 * MIB / 2, true, after(200));

        // When
        boolean news = word.lacksWait(9 * MIB / 4, after(230));

        // Then
        assertThat(word.isLeftBehind(9 * MIB / 4, after(230))).isFalse();
        assertThat(news).isTrue();
    }

    @Test
    void aWaitIsToldOfOnceAtItsPlace() {
        LastWord word = LastWord.opened(0, START).said(MIB, true, after(200));

        assertThat(word.lacksWait(MIB, after(900))).isFalse();
        assertThat(word.isOld(false, after(1199))).isFalse();
        assertThat(word.isOld(false, after(1200))).isTrue();
    }

    @Test
    void theFirstWaitAfterAWordOfMovingIsNewsWhereverItIs() {
        LastWord word = LastWord.opened(0, START).said(MIB, false, after(200));

        assertThat(word.lacksWait(MIB, after(200))).isTrue();
    }

    @Test
    void aStreamThatWaitsAThousandTimesASecondIsToldOfTenTimesASecond() {
        // Given
        LastWord word = LastWord.opened(0, START);
        int told = 0;

        // When
        for (int millis = 1; millis <= 10_000; millis++) {
            if (word.lacksWait(millis, after(millis))) {
                word = word.said(millis, true, after(millis));
                told++;
            }
        }

        // Then
        assertThat(told).isBetween(100, 104);
    }

    @Test
    void aFewWaitsInARowAreNewsAndTheNextOneATickLater() {
        // Given
        LastWord word = LastWord.opened(0, START);

        // When
        for (int place = 1; place <= 4; place++) {
            assertThat(word.lacksWait(place, START)).as("wait %d", place).isTrue();
            word = word.said(place, true, START);
        }

        // Then
        assertThat(word.lacksWait(5, after(99))).isFalse();
        assertThat(word.lacksWait(5, after(100))).isTrue();
    }

    @Test
    void stridesHoldBackTheNextWaitForATickAtMost() {
        // Given
        LastWord word = LastWord.opened(0, START);

        // When
        for (int stride = 1; stride <= 40; stride++) {
            assertThat(word.isLeftBehind(stride * MIB, after(stride * 25))).isTrue();
            word = word.said(stride * MIB, true, after(stride * 25));
        }

        // Then
        assertThat(word.isLeftBehind(42 * MIB, after(1024))).isFalse();
        assertThat(word.lacksWait(40 * MIB + 1, after(1100))).isTrue();
    }

    @Test
    void whatIsHereAsAWholeIsRepeatedMoreSeldom() {
        LastWord word = LastWord.opened(0, START);

        assertThat(word.isOld(true, after(2999))).isFalse();
        assertThat(word.isOld(true, after(3000))).isTrue();
    }

    private static Instant after(long millis) {
        return START.plus(Duration.ofMillis(millis));
    }
}
