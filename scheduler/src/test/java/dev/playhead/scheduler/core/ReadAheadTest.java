package dev.playhead.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.PlaybackEvent.PlaybackAdvanced;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange.From;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");
    private static final long MB = 1_000_000;
    /** A film of 1 MB/s. */
    private static final Pace FILM = new Pace(MB, true, true);

    private static final Pace DOWNLOAD = new Pace(5 * MB, true, false);

    private final ReadAhead readAhead = new ReadAhead(CoreFixture.POLICY);

    @Test
    void whoHoldsEnoughToGoOnWantsNothingAtOnce() {
        // Given
        Reader filling = reader(6 * MB, 2, FILM, false);
        Reader begun = reader(3 * MB, 2, FILM, false);

        // Then
        assertThat(demand(filling, NOW)).isZero();
        assertThat(demand(begun, NOW)).isBetween(2 * MB, 3 * MB);
    }

    @Test
    void whatAPlayerHoldsComesBeforeItsNextByte() {
        // Given
        Reader filling = reader(6 * MB, 2, FILM, false);

        // Then: 6 s taken, 2 gone, 1 not believed
        assertThat(inSeconds(filling, 7 * MB)).isEqualTo(1 + 3);
    }

    @Test
    void noMoreIsBelievedThanMattersNorForLong() {
        // Given
        Reader much = reader(60 * MB, 2, FILM, false);
        Reader longAgo = reader(60 * MB, 31, FILM, false);

        // Then
        assertThat(inSeconds(much, 61 * MB)).isEqualTo(1 + 8);
        assertThat(inSeconds(longAgo, 61 * MB)).isEqualTo(1);
        assertThat(demand(longAgo, NOW)).isBetween(2 * MB, 3 * MB);
    }

    @Test
    void whoHasHadNothingForTooLongIsBelievedToHoldNothing() {
        // Given
        Reader dry = reader(6 * MB, 2, FILM, true);
        Instant later = NOW.plus(OpenCursor.STARVING);

        // Then
        assertThat(demand(dry, NOW)).isZero();
        assertThat(demand(dry, later)).isBetween(2 * MB, 3 * MB);
        assertThat(readAhead.nextChange(dry, NOW)).isEqualTo(later);
    }

    @Test
    void whatTakesAllThatComesIsBehindWhatOthersPlaySoonAndBeforeWhatTheyPlayLater() {
        // Given
        Reader download = reader(200 * MB, 40, DOWNLOAD, false);
        Reader film = reader(40 * MB, 40, FILM, false);

        // When
        Instant next = readAhead.deadline(download, 200 * MB, NOW);

        // Then
        assertThat(readAhead.deadline(film, 41 * MB, NOW)).isBefore(next);
        assertThat(readAhead.deadline(film, 43 * MB, NOW)).isAfter(next);
    }

    @Test
    void whoLeavesBytesLyingNeedsThoseBehindThemNoSoonerThanItGetsThere() {
        // Given
        Reader slow = reader(5 * MB, 10, Pace.UNKNOWN, false);

        // Then: by its age a film of 1 MB/s would have been there 2 s ago
        assertThat(inSeconds(slow, 8 * MB)).isEqualTo(3);
        assertThat(inSeconds(slow, 5 * MB)).isZero();
    }

    @Test
    void whoBeganFirstHasItsFirstPictureBeforeTheNextHasAByte() {
        // Given
        Reader first = reader(MB, 2, FILM, false);
        Reader next = reader(0, 1, FILM, false);

        // Then: a picture takes 2 s of a film
        assertThat(urgency(first, 2 * MB - 1)).isLessThan(urgency(next, 0));
        assertThat(urgency(next, 2 * MB - 1)).isLessThan(urgency(first, 2 * MB));
    }

    @Test
    void aFirstPictureOfUnknownRateIsThatOfAFilm() {
        // Given
        Reader first = reader(0, 2, Pace.UNKNOWN, false);
        Reader next = reader(0, 1, Pace.UNKNOWN, false);

        // Then
        assertThat(urgency(first, 2 * MB - 1)).isLessThan(urgency(next, 0));
        assertThat(urgency(next, MB)).isLessThan(urgency(first, 4 * MB));
    }

    @Test
    void whoWaitsTooLongForItsFirstByteIsBehindNobody() {
        // Given
        Reader first = reader(0, 2, FILM, false);
        Reader hungry = reader(0, 1, FILM, true);
        Instant later = NOW.plus(OpenCursor.STARVING);

        // Then
        assertThat(readAhead
                        .urgency(hungry, Priority.CRITICAL, 0, 0, later.minusMillis(1))
                        .deadline())
                .isAfter(readAhead.urgency(first, Priority.CRITICAL, 0, 0, NOW).deadline());
        assertThat(readAhead.urgency(hungry, Priority.CRITICAL, 0, 0, later).deadline())
                .isEqualTo(Want.OVERDUE);
        assertThat(readAhead.urgency(hungry, Priority.CRITICAL, MB, 0, later).deadline())
                .isAfter(Want.OVERDUE);
    }

    private Ranked urgency(Reader reader, long position) {
        return new Ranked(readAhead.urgency(reader, Priority.CRITICAL, position, 0, NOW));
    }

    private record Ranked(Want.Urgency urgency) implements Comparable<Ranked> {
        @Override
        public int compareTo(Ranked other) {
            return SpanOrder.URGENCY.compare(urgency, other.urgency);
        }
    }

    private long inSeconds(Reader reader, long position) {
        return Duration.between(NOW, readAhead.deadline(reader, position, NOW)).toSeconds();
    }

    private long demand(Reader reader, Instant now) {
        long start = reader.cursor().position();
        ByteRange asked = new ByteRange(start, CoreFixture.VERSION.length());
        SpanSizes spans = SpanSizes.of(Pipe.UNKNOWN);
        return readAhead
                        .window(reader, asked, start, CoreFixture.VERSION.layout(), spans, now)
                        .demandEnd()
                - start;
    }

    /** One that began at byte 0 so many seconds ago and was heard of now. */
    private static Reader reader(long taken, int secondsAgo, Pace pace, boolean waiting) {
        OpenCursor cursor = OpenCursor.opened(
                new PlaybackAdvanced(
                        CoreFixture.MEDIA,
                        CoreFixture.SOURCE,
                        CoreFixture.cursor("s", 1, new From(taken, null)),
                        waiting,
                        NOW),
                NOW);
        Instant began = NOW.minusSeconds(secondsAgo);
        return new Reader(cursor, new Playhead(1, began, taken, 0, pace, Instant.MIN, false, Instant.MIN, NOW, false));
    }
}
