package dev.playhead.scheduler.core;

import static dev.playhead.scheduler.core.CoreFixture.MEDIA;
import static dev.playhead.scheduler.core.CoreFixture.MIB;
import static dev.playhead.scheduler.core.CoreFixture.SOURCE;
import static dev.playhead.scheduler.core.CoreFixture.cursor;
import static dev.playhead.scheduler.core.CoreFixture.mib;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.Cursor;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.RequestedRange.From;
import dev.playhead.common.model.RequestedRange.Suffix;
import dev.playhead.common.model.StreamId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ViewersTest {
    private final Viewers viewers = new Viewers();
    private ByteRanges readable = ByteRanges.EMPTY;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void whatIsTakenInAnEpochCounts() {
        // When
        open(1, 0, null);
        advance(1, 3 * MIB, false);

        // Then
        assertThat(only().playhead().attained()).isEqualTo(3 * MIB);
    }

    @Test
    void seekStartsAtNothingButKeepsThePace() {
        // Given
        readable = ByteRanges.of(mib(0, 100));
        open(1, 0, null);
        advance(1, MIB, false);
        advance(1, 2 * MIB, false);
        Pace before = only().playhead().pace();

        // When
        seek(2, 50 * MIB);

        // Then
        assertThat(only().cursor().position()).isEqualTo(50 * MIB);
        assertThat(only().playhead().attained()).isZero();
        assertThat(before.playing()).isTrue();
        assertThat(only().playhead().pace()).isEqualTo(before);
    }

    @Test
    void downloadThatStarvesIsNoPlayback() {
        // When
        open(1, 0, null);
        advance(1, 20 * MIB, true);

        // Then
        assertThat(only().playhead().pace().playing()).isFalse();
        assertThat(only().playhead().hasDeadline()).isFalse();
    }

    @Test
    void lateEventOfAClosedStreamOpensNothing() {
        // Given
        open(1, 0, null);
        PlaybackEvent late = advanced(1, MIB, false);
        viewers.on(
                new PlaybackEvent.StreamClosed(MEDIA, SOURCE, cursor("s", 1, new From(MIB, null)), now), readable, now);

        // When
        viewers.on(late, readable, now);

        // Then
        assertThat(viewers.readers()).isEmpty();
    }

    @Test
    void olderPositionDoesNotMoveAStreamBack() {
        // Given
        open(1, 0, null);
        PlaybackEvent old = advanced(1, 0, false);
        advance(1, 5 * MIB, false);

        // When
        viewers.on(old, readable, now);

        // Then
        assertThat(only().cursor().position()).isEqualTo(5 * MIB);
    }

    @Test
    void repeatedEventCountsOnce() {
        // Given
        open(1, 0, null);
        pass(1000);
        PlaybackEvent event = advanced(1, MIB, false);

        // When
        viewers.on(event, readable, now);
        viewers.on(event, readable, now);

        // Then
        assertThat(only().playhead().attained()).isEqualTo(MIB);
    }

    @Test
    void suffixThatFindsItsPlaceHasTakenNothing() {
        // Given
        viewers.on(new PlaybackEvent.StreamOpened(MEDIA, SOURCE, cursor("s", 1, new Suffix(10)), now), readable, now);

        // When
        advance(1, 90 * MIB, false);

        // Then
        assertThat(only().playhead().attained()).isZero();
    }

    @Test
    void secondSeekWithinHalfASecondIsScrubbing() {
        // Given
        open(1, 0, null);
        pass(5000);
        seek(2, 10 * MIB);
        assertThat(only().playhead().isScrubbing(now)).isFalse();

        // When
        pass(400);
        seek(3, 20 * MIB);

        // Then
        Playhead playhead = viewers.readers().get(viewers.readers().size() - 1).playhead();
        assertThat(playhead.isScrubbing(now)).isTrue();
        assertThat(playhead.isScrubbing(now.plusMillis(500))).isFalse();
    }

    @Test
    void rangesThatContinueOneAnotherShowSequentialReading() {
        // When
        open(1, 0, MIB);
        boolean first = only().playhead().readsOn();
        viewers.on(
                new PlaybackEvent.StreamClosed(MEDIA, SOURCE, cursor("s", 1, new From(MIB, null)), now), readable, now);
        boolean parked =
                viewers.isParked(new Reading(cursor("s", 1, new From(0, null)).session(), 1), now);
        viewers.on(
                new PlaybackEvent.StreamOpened(
                        MEDIA,
                        SOURCE,
                        new Cursor(
                                new StreamId("second"),
                                cursor("s", 1, new From(0, null)).session(),
                                1,
                                new From(MIB, 2 * MIB)),
                        now),
                readable,
                now);

        // Then
        assertThat(first).isFalse();
        assertThat(parked).isTrue();
        assertThat(only().playhead().readsOn()).isTrue();
    }

    @Test
    void cursorThatItsSessionHasLeftWantsNothingUnlessItWaits() {
        // Given
        open(1, 0, null);
        seek(2, 50 * MIB);
        int quiet = viewers.readers().size();

        // When
        advance(1, MIB, true);

        // Then
        assertThat(quiet).isEqualTo(1);
        assertThat(viewers.readers()).hasSize(2);
    }

    @Test
    void wastefulSessionStaysSoWhereverItReads() {
        // Given
        open(1, 0, null);
        viewers.judge(only().cursor().reading().session(), true);

        // When
        seek(2, 50 * MIB);
        advance(1, MIB, true);

        // Then
        assertThat(viewers.readers()).hasSize(2).allMatch(reader -> reader.playhead()
                .wasteful());
    }

    @Test
    void silenceEndsACursorAndLaterItsSession() {
        // Given
        open(1, 0, null);

        // When
        pass(5000);
        viewers.expire(now);
        boolean cursors = viewers.readers().isEmpty();
        pass(25_000);
        viewers.expire(now);

        // Then
        assertThat(cursors).isTrue();
        assertThat(viewers.isEmpty()).isTrue();
    }

    @Test
    void sessionThatIsRememberedForAStreamGoesWithIt() {
        // Given
        open(1, 0, null);
        seek(2, 50 * MIB);
        close(2, 50 * MIB);
        for (int second = 0; second <= Viewers.SESSION_MEMORY.toSeconds(); second++) {
            advance(1, second, true);
            viewers.expire(now);
        }
        int streams = viewers.readers().size();

        // When
        close(1, MIB);
        viewers.expire(now);

        // Then
        assertThat(streams).isEqualTo(1);
        assertThat(viewers.isEmpty()).isTrue();
    }

    private Reader only() {
        assertThat(viewers.readers()).hasSize(1);
        return viewers.readers().get(0);
    }

    private void pass(long millis) {
        now = now.plus(Duration.ofMillis(millis));
    }

    private void open(long epoch, long from, Long to) {
        viewers.on(
                new PlaybackEvent.StreamOpened(MEDIA, SOURCE, cursor("s", epoch, new From(from, to)), now),
                readable,
                now);
    }

    private void seek(long epoch, long to) {
        viewers.on(
                new PlaybackEvent.SeekPerformed(MEDIA, SOURCE, cursor("s", epoch, new From(to, null)), 0, now),
                readable,
                now);
    }

    private void close(long epoch, long at) {
        viewers.on(
                new PlaybackEvent.StreamClosed(MEDIA, SOURCE, cursor("s", epoch, new From(at, null)), now),
                readable,
                now);
    }

    private void advance(long epoch, long position, boolean waiting) {
        pass(1000);
        viewers.on(advanced(epoch, position, waiting), readable, now);
    }

    private PlaybackEvent advanced(long epoch, long position, boolean waiting) {
        return new PlaybackEvent.PlaybackAdvanced(
                MEDIA, SOURCE, cursor("s", epoch, new From(position, null)), waiting, now);
    }
}
