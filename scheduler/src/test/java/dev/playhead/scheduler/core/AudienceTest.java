package dev.playhead.scheduler.core;

import static dev.playhead.scheduler.core.CoreFixture.MEDIA;
import static dev.playhead.scheduler.core.CoreFixture.MIB;
import static dev.playhead.scheduler.core.CoreFixture.SOURCE;
import static dev.playhead.scheduler.core.CoreFixture.cursor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.config.BackgroundFill;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.PlaybackEvent.PlaybackAdvanced;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.RequestedRange.From;
import dev.playhead.common.model.RequestedRange.Suffix;
import dev.playhead.common.model.SessionId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Reading NOBODY = new Reading(new SessionId("nobody"), 1);

    private final MediaState media = new MediaState(MEDIA, 0, SOURCE, BackgroundFill.OFF);

    @Test
    void wantsWhatLiesAheadOfAReaderAndNothingBehindIt() {
        // Given
        known();
        opens("s", new From(20 * MIB, null));

        // When
        Audience audience = audience(NOW);

        // Then
        assertThat(audience.wants(span(20 * MIB, 21 * MIB))).isTrue();
        assertThat(audience.wants(span(27 * MIB, 28 * MIB))).isTrue();
        assertThat(audience.wants(span(29 * MIB, 30 * MIB))).isFalse();
        assertThat(audience.wants(span(19 * MIB, 20 * MIB))).isFalse();
    }

    @Test
    void wantsWhatItsOwnReaderHasJustPassed() {
        // Given
        known();
        opens("s", new From(20 * MIB, null));

        // When
        InFlight passed = span(19 * MIB, 20 * MIB, new Reading(new SessionId("s"), 1));

        // Then
        assertThat(audience(NOW).wants(passed)).isTrue();
    }

    @Test
    void dependsOnTheNextSecondsAlone() {
        // Given
        known();
        opens("s", new From(20 * MIB, null));

        // When
        Audience audience = audience(NOW);

        // Then
        assertThat(audience.dependsOn(span(20 * MIB, 21 * MIB))).isTrue();
        assertThat(audience.dependsOn(span(22 * MIB, 23 * MIB))).isFalse();
    }

    @Test
    void dependsOnNothingWhereADownloadTakesAllThatComes() {
        // Given
        known();
        opens("s", new From(0L, null));
        advances("s", Playhead.START_BYTES + MIB / 2);

        // When
        Audience audience = audience(NOW);

        // Then
        InFlight readFrom = span(Playhead.START_BYTES, Playhead.START_BYTES + MIB);
        assertThat(audience.wants(readFrom)).isTrue();
        assertThat(audience.dependsOn(readFrom)).isFalse();
    }

    @Test
    void dependsOnWhateverHoldsItsPositionWhileTheMediaIsUnknown() {
        // Given
        opens("s", new From(20 * MIB, null));

        // When
        Audience audience = audience(NOW);

        // Then
        assertThat(audience.dependsOn(span(20 * MIB, 21 * MIB))).isTrue();
        assertThat(audience.dependsOn(span(21 * MIB, 22 * MIB))).isFalse();
        assertThat(audience.wants(span(21 * MIB, 22 * MIB))).isFalse();
    }

    @Test
    void dependsOnASuffixWhereOneIsAskedFor() {
        // Given
        opens("s", new Suffix(1000));

        // When
        Audience audience = audience(NOW);

        // Then
        assertThat(audience.dependsOn(issued(new Suffix(1000), NOBODY))).isTrue();
        assertThat(audience.dependsOn(span(0, MIB))).isFalse();
    }

    @Test
    void standsBeforeASpanThatIsAboutToComeToItsPosition() {
        // Given
        known();
        opens("s", new From(20 * MIB, null));
        InFlight begun = span(16 * MIB, 32 * MIB);

        // When
        InFlight near = begun.progressed(begun.progress().heard(3 * MIB, NOW));

        // Then
        assertThat(audience(NOW).standsBefore(begun)).isFalse();
        assertThat(audience(NOW).standsBefore(near)).isTrue();
        assertThat(audience(NOW).standsBefore(span(21 * MIB, 22 * MIB))).isFalse();
    }

    @Test
    void wantsWhatWhoOpensTheMediaWillAskForAndDoesNotDependOnIt() {
        // Given
        known();
        opens("s", new From(20 * MIB, null));

        // When
        Audience audience = audience(NOW).opening(ByteRanges.of(new ByteRange(98 * MIB, 100 * MIB)));

        // Then
        assertThat(audience.wants(span(99 * MIB, 100 * MIB))).isTrue();
        assertThat(audience.wants(span(97 * MIB, 98 * MIB))).isFalse();
        assertThat(audience.wants(issued(new Suffix(1000), NOBODY))).isFalse();
        assertThat(audience.dependsOn(span(99 * MIB, 100 * MIB))).isFalse();
    }

    @Test
    void wantsNothingWhereNobodyReads() {
        // Given
        known();

        // When
        Audience audience = audience(NOW);

        // Then
        assertThat(audience.wants(span(0, MIB))).isFalse();
        assertThat(audience.dependsOn(span(0, MIB))).isFalse();
        assertThat(audience.standsBefore(span(0, MIB))).isFalse();
    }

    private void known() {
        media.map().ask(NOW);
        media.map().load(CoreFixture.stored(1));
    }

    private void opens(String session, RequestedRange range) {
        media.on(new StreamOpened(MEDIA, SOURCE, cursor(session, 1, range), NOW), NOW);
    }

    private void advances(String session, long position) {
        media.on(new PlaybackAdvanced(MEDIA, SOURCE, cursor(session, 1, new From(position, null)), true, NOW), NOW);
    }

    private Audience audience(Instant now) {
        ReadAhead readAhead = new ReadAhead(CoreFixture.POLICY);
        return Audience.of(media, media.viewers().readers(), readAhead, SpanSizes.of(Pipe.UNKNOWN), now);
    }

    private static InFlight span(long from, long to) {
        return span(from, to, NOBODY);
    }

    private static InFlight span(long from, long to, Reading reading) {
        return issued(new From(from, to), reading);
    }

    private static InFlight issued(RequestedRange range, Reading reading) {
        FetchSpan command =
                new FetchSpan(MEDIA, SOURCE, new CommandId("c"), 1, range, null, Priority.CRITICAL, NOW, null);
        return InFlight.issued(command, reading, NOW, NOW.plusSeconds(10));
    }
}
