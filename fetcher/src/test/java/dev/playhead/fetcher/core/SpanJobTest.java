package dev.playhead.fetcher.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.RequestedRange;
import org.junit.jupiter.api.Test;

class SpanJobTest {
    private final SpanJob.Unopened unopened =
            new SpanJob.Unopened(new RequestedRange.From(1000, null), Heads.STRONG, 0);

    @Test
    void asksForWhatTheCommandSaysUntilBytesAreAccepted() {
        assertThat(unopened.question(true))
                .isEqualTo(new Question(new RequestedRange.From(1000, null), Heads.STRONG, true, false));
        assertThat(unopened.unpinned().question(true).expected()).isNull();
    }

    @Test
    void asksForTheRestOfTheSameVersionAfterwards() {
        // When
        SpanJob.Open open = unopened.accepted(Heads.STRONG).advanced(500);

        // Then
        assertThat(open.question(false))
                .isEqualTo(
                        new Question(RequestedRange.of(new ByteRange(1500, Heads.LENGTH)), Heads.STRONG, false, true));
    }

    @Test
    void isWholeAtTheEndOfItsSpan() {
        // Given
        SpanJob.Open open = unopened.accepted(Heads.STRONG);

        // Then
        assertThat(open.isWhole()).isFalse();
        assertThat(open.advanced(Heads.LENGTH - 1000).isWhole()).isTrue();
        assertThatThrownBy(() -> open.advanced(Heads.LENGTH)).hasMessageContaining("position");
    }

    @Test
    void coversAllWhenTheWholeComes() {
        assertThat(unopened.acceptedWhole(Heads.STRONG).span()).isEqualTo(new ByteRange(0, Heads.LENGTH));
    }

    @Test
    void countsOnlyFailuresWithoutProgress() {
        // Given
        SpanJob.Open open = unopened.failed().failed().accepted(Heads.STRONG);

        // Then
        assertThat(open.failures()).isEqualTo(2);
        assertThat(open.advanced(100).failed().failures()).isEqualTo(3);
        assertThat(open.advanced(SpanJob.Open.PROGRESS_BYTES).failed().failures())
                .isZero();
        assertThat(open.advanced(SpanJob.Open.PROGRESS_BYTES).failed().failed().failures())
                .isEqualTo(1);
    }
}
