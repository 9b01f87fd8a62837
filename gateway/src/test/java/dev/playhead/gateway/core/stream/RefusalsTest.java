package dev.playhead.gateway.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.RequestedRange;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final MediaId MEDIA = MediaId.of(new OriginName("nas"), "/film.mp4");

    private final Refusals refusals = new Refusals();

    @ParameterizedTest
    @CsvSource({"NOT_FOUND, 6", "UNSATISFIABLE, 6", "NOT_CACHEABLE, 60", "REFUSED, 0", "EXHAUSTED, 0", "CANCELLED, 0"})
    void remembersWhatWouldBeRefusedAgainForAWhile(FailureReason reason, int seconds) {
        // When
        refusals.note(failure(reason), NOW);

        // Then
        assertThat(refusals.of(MEDIA, NOW.plusSeconds(seconds).minusMillis(1)).isPresent())
                .isEqualTo(seconds > 0);
        assertThat(refusals.of(MEDIA, NOW.plusSeconds(seconds))).isEmpty();
    }

    @Test
    void tellsMediaThatMayNotBeKeptFromThoseThatAreMissing() {
        // Given
        refusals.note(failure(FailureReason.NOT_FOUND), NOW);
        boolean missing = refusals.isUncacheable(MEDIA, NOW);

        // When
        refusals.note(failure(FailureReason.NOT_CACHEABLE), NOW);

        // Then
        assertThat(missing).isFalse();
        assertThat(refusals.isUncacheable(MEDIA, NOW)).isTrue();
    }

    @Test
    void forgetsAMediaOfWhichBytesHaveCome() {
        // Given
        refusals.note(failure(FailureReason.NOT_FOUND), NOW);

        // When
        refusals.clear(MEDIA);

        // Then
        assertThat(refusals.of(MEDIA, NOW)).isEmpty();
    }

    private static FetchFailed failure(FailureReason reason) {
        return new FetchFailed(
                MEDIA, new CommandId("c"), 1, RequestedRange.WHOLE, reason, null, null, null, SpanStats.NONE);
    }
}
