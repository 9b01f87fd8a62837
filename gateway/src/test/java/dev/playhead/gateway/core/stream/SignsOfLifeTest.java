package dev.playhead.gateway.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.ChunkEvent.ChunksStored;
import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.Validator;
import dev.playhead.common.model.VersionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignsOfLifeTest {
    private static final OriginName ORIGIN = new OriginName("nas");
    private static final MediaId FILM = MediaId.of(ORIGIN, "/film");
    private static final MediaId OTHER = MediaId.of(ORIGIN, "/other");
    private static final Instant OPENED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SEEN = OPENED.plusSeconds(1);

    private final SignsOfLife signs = new SignsOfLife();

    @Test
    void nobodyIsKnownToWorkOnWhatWasNeverSeen() {
        assertThat(isAliveAfter(Duration.ZERO)).isFalse();
    }

    @Test
    void aCommandCountsAsLongAsAnOriginMayTakeToItsFirstByte() {
        // When
        signs.saw(command(FILM, "c"), SEEN);

        // Then
        assertThat(isAliveAfter(SignsOfLife.FRESH.minusMillis(1))).isTrue();
        assertThat(isAliveAfter(SignsOfLife.FRESH)).isFalse();
    }

    @Test
    void aSpanThatIsStillComingCountsWhateverElseHasEnded() {
        // Given
        signs.saw(stored("slow", false), SEEN);

        // When
        signs.saw(stored("quick", true), SEEN);

        // Then
        assertThat(isAliveAfter(SignsOfLife.FRESH.minusMillis(1))).isTrue();
    }

    @Test
    void whenAllHasEndedAndNothingFollowsThePipelineIsDead() {
        // Given
        signs.saw(command(FILM, "whole"), SEEN);
        signs.saw(command(FILM, "failed"), SEEN);

        // When
        signs.saw(stored("whole", true), SEEN);
        signs.saw(failed("failed"), SEEN);

        // Then
        assertThat(isAliveAfter(SignsOfLife.QUIET.minusMillis(1))).isTrue();
        assertThat(isAliveAfter(SignsOfLife.QUIET)).isFalse();
    }

    @Test
    void whoWaitsItsTurnBehindOthersOfItsOriginIsNotForgotten() {
        // Given
        signs.saw(stored("own", true), SEEN);

        // When
        signs.saw(command(OTHER, "others"), SEEN.plusSeconds(60));

        // Then
        assertThat(isAliveAfter(Duration.ofSeconds(61))).isTrue();
        assertThat(isAliveAfter(Duration.ofSeconds(62))).isFalse();
    }

    @Test
    void whatOthersGetSaysNothingToAStreamThatWasNeverServed() {
        // Given
        signs.saw(stored("earlier", true), OPENED.minusSeconds(60));

        // When
        signs.saw(command(OTHER, "others"), SEEN);

        // Then
        assertThat(isAliveAfter(Duration.ZERO)).isFalse();
    }

    private boolean isAliveAfter(Duration time) {
        return signs.isAlive(FILM, OPENED, SEEN.plus(time));
    }

    private static FetchSpan command(MediaId media, String id) {
        return new FetchSpan(
                media,
                new MediaSource("/film", null),
                new CommandId(id),
                1,
                RequestedRange.WHOLE,
                null,
                Priority.CRITICAL,
                SEEN,
                null);
    }

    private static ChunksStored stored(String id, boolean complete) {
        return new ChunksStored(
                FILM,
                VersionId.of(new Validator("\"v\"", null), 1000),
                new CommandId(id),
                1,
                List.of(new ByteRange(0, 1)),
                complete,
                SpanStats.NONE,
                1);
    }

    private static FetchFailed failed(String id) {
        return new FetchFailed(
                FILM,
                new CommandId(id),
                1,
                RequestedRange.WHOLE,
                FailureReason.EXHAUSTED,
                null,
                null,
                null,
                SpanStats.NONE);
    }
}
