package dev.playhead.scheduler.core;

import static dev.playhead.scheduler.core.CoreFixture.MEDIA;
import static dev.playhead.scheduler.core.CoreFixture.MIB;
import static dev.playhead.scheduler.core.CoreFixture.SOURCE;
import static dev.playhead.scheduler.core.CoreFixture.VERSION;
import static dev.playhead.scheduler.core.CoreFixture.mib;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.Cursor;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlaybackEvent.PlaybackAdvanced;
import dev.playhead.common.event.PlaybackEvent.SeekPerformed;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.RequestedRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IndexRegionsTest {
    private static final ByteRanges HEAD_AND_TAIL = ByteRanges.of(mib(0, 1), mib(98, 100));

    private final IndexRegions index = new IndexRegions();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** A session whose events reach the index. */
    private final class Session {
        private final String name;
        private Playhead playhead = Playhead.begin(1, now);
        private long position;

        Session(String name) {
            this.name = name;
        }

        Session opens(long from) {
            position = from;
            index.moved(new StreamOpened(MEDIA, SOURCE, cursor(), now), VERSION, null, playhead, now);
            return this;
        }

        Session takes(long bytes) {
            position += bytes;
            move(
                    playhead.advanced(bytes, Pace.UNKNOWN, now),
                    new PlaybackAdvanced(MEDIA, SOURCE, cursor(), false, now));
            return this;
        }

        Session seeks(long to) {
            long from = position;
            position = to;
            move(playhead.seek(playhead.epoch() + 1, now), new SeekPerformed(MEDIA, SOURCE, cursor(), from, now));
            return this;
        }

        private void move(Playhead next, PlaybackEvent event) {
            index.moved(event, VERSION, playhead, next, now);
            playhead = next;
        }

        private Cursor cursor() {
            return CoreFixture.cursor(name, playhead.epoch(), new RequestedRange.From(position, null));
        }
    }

    @Test
    void whoOpensNextWantsWhatWasReadAtHeadAndTail() {
        // Given
        learns();

        // When
        new Session("next").opens(0);

        // Then
        assertThat(wanted()).isEqualTo(HEAD_AND_TAIL);
    }

    @Test
    void nobodyWantsItWhileNobodyOpensTheMedia() {
        // When
        learns();

        // Then
        assertThat(wanted()).isEqualTo(ByteRanges.EMPTY);
    }

    @Test
    void itIsWantedUntilTheSessionReadsOn() {
        // Given
        learns();
        Session next = new Session("next").opens(50 * MIB);

        // When
        next.takes(4 * MIB - 1);
        ByteRanges before = wanted();
        next.takes(1);

        // Then
        assertThat(before).isEqualTo(HEAD_AND_TAIL);
        assertThat(wanted()).isEqualTo(ByteRanges.EMPTY);
    }

    @Test
    void itIsNotWantedForWhoHasFallenSilent() {
        // Given
        learns();
        new Session("next").opens(0);
        Instant silent = index.nextChange(MEDIA, now);

        // When
        now = silent;

        // Then
        assertThat(silent).isEqualTo(Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofSeconds(3)));
        assertThat(wanted()).isEqualTo(ByteRanges.EMPTY);
        assertThat(index.nextChange(MEDIA, now)).isEqualTo(Instant.MAX);
    }

    @Test
    void itIsNotWantedForASessionThatIsForgotten() {
        // Given
        learns();
        new Session("next").opens(0);

        // When
        index.retain(MEDIA, Set.of());

        // Then
        assertThat(wanted()).isEqualTo(ByteRanges.EMPTY);
    }

    @Test
    void whatWasLearnedOutlivesTheMediaState() {
        // Given
        learns();
        index.forget(MEDIA);

        // When
        new Session("next").opens(0);

        // Then
        assertThat(wanted()).isEqualTo(HEAD_AND_TAIL);
    }

    @Test
    void openingThatIsGivenUpTeachesNothing() {
        // Given
        new Session("probe").opens(0).takes(MIB).seeks(98 * MIB).takes(2 * MIB).seeks(0);

        // When
        new Session("next").opens(0);

        // Then
        assertThat(wanted()).isEqualTo(ByteRanges.EMPTY);
    }

    @Test
    void whoReadsOnAtOnceTeachesNothing() {
        // Given
        new Session("film")
                .opens(0)
                .takes(40 * MIB)
                .seeks(98 * MIB)
                .takes(MIB)
                .seeks(0)
                .takes(5 * MIB);

        // When
        new Session("next").opens(0);

        // Then
        assertThat(wanted()).isEqualTo(ByteRanges.EMPTY);
    }

    @Test
    void viewerWhoSearchesTeachesNothing() {
        // Given
        Session search = new Session("search").opens(0);
        for (int place = 1; place <= Opening.MOST_PLACES; place++) {
            search.takes(MIB).seeks((place % 2 == 0 ? 0 : 92 + place / 2) * MIB);
        }
        search.seeks(50 * MIB).takes(5 * MIB);

        // When
        new Session("next").opens(0);

        // Then
        assertThat(wanted()).isEqualTo(ByteRanges.EMPTY);
    }

    @Test
    void longIndexAtTheTailIsNoReadingOn() {
        // Given
        new Session("first")
                .opens(0)
                .takes(MIB)
                .seeks(93 * MIB)
                .takes(7 * MIB)
                .seeks(0)
                .takes(5 * MIB);

        // When
        new Session("next").opens(0);

        // Then
        assertThat(wanted()).isEqualTo(ByteRanges.of(mib(0, 1), mib(93, 100)));
    }

    @Test
    void streamHeardOfInTheMiddleIsNoOpening() {
        // Given
        learns();
        PlaybackAdvanced repeated = new PlaybackAdvanced(
                MEDIA, SOURCE, CoreFixture.cursor("old", 1, new RequestedRange.From(50 * MIB, null)), false, now);

        // When
        index.moved(repeated, VERSION, null, Playhead.begin(1, now), now);

        // Then
        assertThat(wanted()).isEqualTo(ByteRanges.EMPTY);
    }

    @Test
    void nothingIsKnownOfAnotherVersion() {
        // Given
        learns();

        // When
        new Session("next").opens(0);

        // Then
        assertThat(index.wanted(MEDIA, CoreFixture.version("\"other\""), now)).isEqualTo(ByteRanges.EMPTY);
        assertThat(index.wanted(MEDIA, null, now)).isEqualTo(ByteRanges.EMPTY);
    }

    private void learns() {
        new Session("first")
                .opens(0)
                .takes(MIB)
                .seeks(98 * MIB)
                .takes(2 * MIB)
                .seeks(40)
                .takes(4 * MIB);
    }

    private ByteRanges wanted() {
        return index.wanted(MEDIA, VERSION, now);
    }
}
