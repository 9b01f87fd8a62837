package dev.playhead.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanOrderTest {
    private static final Instant SOON = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = SOON.plusSeconds(5);

    @Test
    void ordersByEachKeyInItsTurn() {
        // Given
        List<Want> ordered = List.of(
                want("a", "s", Priority.CRITICAL, SOON, 9, 9, 9),
                want("a", "s", Priority.CRITICAL, LATER, 0, 0, 8),
                want("a", "s", Priority.CRITICAL, Instant.MAX, 0, 0, 7),
                want("a", "s", Priority.HIGH, SOON, 1, 9, 9),
                want("a", "s", Priority.HIGH, SOON, 2, 0, 9),
                want("a", "s", Priority.HIGH, SOON, 2, 1, 3),
                want("a", "s", Priority.HIGH, SOON, 2, 1, 4),
                want("b", "s", Priority.HIGH, SOON, 2, 1, 4),
                want("b", "t", Priority.HIGH, SOON, 2, 1, 4),
                want("a", "s", Priority.MEDIUM, SOON, 0, 0, 0),
                want("a", "s", Priority.LOW, SOON, 0, 0, 0));
        List<Want> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(1));

        // When
        shuffled.sort(SpanOrder.MOST_URGENT_FIRST);

        // Then
        assertThat(shuffled).containsExactlyElementsOf(ordered);
    }

    private static Want want(
            String media, String session, Priority priority, Instant deadline, long attained, int... turnAndStart) {
        return new Want(
                new MediaId("nas." + media.repeat(32)),
                CoreFixture.ORIGIN,
                RequestedRange.of(new ByteRange(turnAndStart[1], turnAndStart[1] + 1)),
                new Reading(new SessionId(session), 1),
                new Want.Urgency(priority, deadline, attained, turnAndStart[0]),
                null);
    }
}
