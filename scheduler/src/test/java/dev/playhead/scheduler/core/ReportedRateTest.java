package dev.playhead.scheduler.core;

import static dev.playhead.scheduler.core.CoreFixture.MEDIA;
import static dev.playhead.scheduler.core.CoreFixture.MIB;
import static dev.playhead.scheduler.core.CoreFixture.SOURCE;
import static dev.playhead.scheduler.core.CoreFixture.VERSION;
import static dev.playhead.scheduler.core.CoreFixture.cursor;
import static dev.playhead.scheduler.core.CoreFixture.mib;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.PlaybackEvent.PlaybackAdvanced;
import dev.playhead.common.event.PlaybackEvent.PositionReported;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.RequestedRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a player's own word of its position does to the rate, and so to the deadlines, of its session. */
class ReportedRateTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Viewers viewers = new Viewers();

    @Test
    void thePlayersOwnBitrateComesFirst() {
        assertThat(ReportedRate.of(report(1, 30 * MIB, 300, 100, 8_000_000L), VERSION))
                .hasValue(1_000_000);
    }

    @Test
    void theLengthOverTheDurationComesSecond() {
        assertThat(ReportedRate.of(report(1, 30 * MIB, 300, 100, null), VERSION))
                .hasValue(MIB);
    }

    @Test
    void theBytesTakenOverTheSecondsPlayedComeLast() {
        assertThat(ReportedRate.of(report(1, 30 * MIB, 60, null, null), VERSION))
                .hasValue(MIB / 2.0);
        assertThat(ReportedRate.of(report(1, 30 * MIB, 60, 100, null), null)).hasValue(MIB / 2.0);
    }

    @Test
    void whoHasPlayedForLessThanAMinuteTellsNothingByItsPositionAlone() {
        assertThat(ReportedRate.of(report(1, 30 * MIB, 59, null, null), VERSION))
                .isEmpty();
        assertThat(ReportedRate.of(report(1, 0, 600, null, null), VERSION)).isEmpty();
    }

    @Test
    void aSessionThatLooksLikeADownloadHasDeadlinesOnceItsPlayerSaysItsRate() {
        // Given
        open();
        advance(10 * MIB, Duration.ofSeconds(10));
        assertThat(only().playhead().hasDeadline()).isFalse();

        // When
        viewers.told(report(1, 10 * MIB, 5, 100, null), VERSION);

        // Then
        assertThat(only().playhead().hasDeadline()).isTrue();
        assertThat(only().playhead().pace()).isEqualTo(new Pace(MIB, true, true));
        ReadAhead readAhead = new ReadAhead(CoreFixture.POLICY);
        assertThat(readAhead.deadline(only(), 14 * MIB, NOW))
                .isEqualTo(only().cursor().seenAt().plusSeconds(4));
        SpanSizes spans = SpanSizes.of(Pipe.UNKNOWN);
        Window window = readAhead.window(
                only(),
                new ByteRange(10 * MIB, VERSION.length()),
                10 * MIB,
                ChunkLayout.forLength(VERSION.length()),
                spans,
                NOW);
        assertThat(window.demandEnd()).isEqualTo(12 * MIB);
    }

    @Test
    void aReportIsNoByteTakenAndKeepsNobodyAlive() {
        // Given
        open();
        Playhead before = only().playhead();

        // When
        viewers.told(report(1, 10 * MIB, 5, 100, null), VERSION);

        // Then
        assertThat(only().playhead()).isEqualTo(before.paced(new Pace(MIB, true, true)));
        assertThat(only().cursor().position()).isZero();
    }

    @Test
    void aReportOfAnotherEpochOrSessionChangesNothing() {
        // Given
        open();
        Playhead before = only().playhead();

        // When
        viewers.told(report(2, 0, 5, 100, null), VERSION);

        // Then
        assertThat(only().playhead()).isEqualTo(before);
        assertThat(viewers.sessions()).hasSize(1);
    }

    @Test
    void aReportOfAMediaThatNobodyWatchesMakesNothingKnown() {
        // Given
        CoreFixture fixture = new CoreFixture();

        // When
        List<Decision> decisions = fixture.send(new Signal.Viewed(0, report(1, MIB, 5, 100, null)));

        // Then
        assertThat(decisions).isEmpty();
        assertThat(fixture.core.mediaCount()).isZero();
    }

    @Test
    void whatWasMeasuredIsBelievedBetweenTheMeanAndThreeTimesThat() {
        assertThat(new Pace(500, true, true).told(1000).bytesPerSecond()).isEqualTo(1000);
        assertThat(new Pace(2000, true, true).told(1000).bytesPerSecond()).isEqualTo(2000);
        assertThat(new Pace(9000, true, true).told(1000).bytesPerSecond()).isEqualTo(3000);
        assertThat(new Pace(9000, true, false).told(1000).bytesPerSecond()).isEqualTo(1000);
        assertThat(Pace.UNKNOWN.told(1e12).bytesPerSecond()).isEqualTo(20_000_000);
    }

    private Reader only() {
        assertThat(viewers.readers()).hasSize(1);
        return viewers.readers().get(0);
    }

    private void open() {
        viewers.on(new StreamOpened(MEDIA, SOURCE, cursor("s", 1, RequestedRange.WHOLE), NOW), ByteRanges.EMPTY, NOW);
    }

    private void advance(long position) {
        advance(position, Duration.ofSeconds(1));
    }

    private void advance(long position, Duration time) {
        Instant later = NOW.plus(time);
        viewers.on(
                new PlaybackAdvanced(
                        MEDIA, SOURCE, cursor("s", 1, new RequestedRange.From(position, null)), true, later),
                ByteRanges.of(mib(0, 10)),
                later);
    }

    private static PositionReported report(
            long epoch, long taken, int position, @Nullable Integer duration, @Nullable Long bitsPerSecond) {
        return new PositionReported(
                MEDIA,
                SOURCE,
                cursor("s", epoch, new RequestedRange.From(taken, null)),
                Duration.ofSeconds(position),
                duration == null ? null : Duration.ofSeconds(duration),
                bitsPerSecond,
                NOW);
    }
}
