package dev.playhead.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ShortlistTest {
    private static final Instant SOON = Instant.parse("2026-01-01T00:00:00Z");

    private final Shortlist two = new Shortlist(2);

    @Test
    void keepsTheMostUrgentInTheirOrder() {
        // Given
        two.add(want(3, 0));
        two.add(want(1, 0));

        // When
        two.add(want(2, 0));

        // Then
        assertThat(two.mostUrgentFirst()).containsExactly(want(1, 0), want(2, 0));
    }

    @Test
    void hasPlaceForAnythingUntilItIsFull() {
        // Given
        two.add(want(1, 0));

        // Then
        assertThat(two.hasPlaceFor(want(9, 0).urgency(), 0)).isTrue();
    }

    @Test
    void fullOneHasPlaceForWhatGoesBeforeItsLast() {
        // Given
        two.add(want(1, 0));
        two.add(want(3, 50));

        // Then
        assertThat(two.hasPlaceFor(want(2, 90).urgency(), 90)).isTrue();
        assertThat(two.hasPlaceFor(want(3, 49).urgency(), 49)).isTrue();
        assertThat(two.hasPlaceFor(want(3, 51).urgency(), 51)).isFalse();
        assertThat(two.hasPlaceFor(want(4, 0).urgency(), 0)).isFalse();
    }

    @Test
    void ofNoneHasPlaceForNone() {
        assertThat(new Shortlist(0).hasPlaceFor(want(1, 0).urgency(), 0)).isFalse();
    }

    private static Want want(long attained, long position) {
        return new Want(
                CoreFixture.MEDIA,
                CoreFixture.ORIGIN,
                RequestedRange.of(ByteRange.ofLength(position, 1)),
                Reading.ofNobody("test"),
                new Want.Urgency(Priority.HIGH, SOON, attained, 0),
                null);
    }
}
