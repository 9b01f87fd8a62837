package dev.playhead.scheduler.core;

import static dev.playhead.scheduler.core.CoreFixture.MEDIA;
import static dev.playhead.scheduler.core.CoreFixture.VERSION;
import static dev.playhead.scheduler.core.CoreFixture.mib;
import static dev.playhead.scheduler.core.CoreFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.CommandId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredMapTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final StoredMap map = new StoredMap();

    @Test
    void isPlannableOnceAnswered() {
        // Given
        assertThat(map.ask(NOW)).isTrue();
        boolean before = map.isPlannable(NOW);

        // When
        map.load(null);

        // Then
        assertThat(before).isFalse();
        assertThat(map.isPlannable(NOW)).isTrue();
        assertThat(map.nextChange(NOW)).isEqualTo(Instant.MAX);
    }

    @Test
    void eventsThatCameWhileTheAnswerWasUnderWayAreReplayedOnIt() {
        // Given
        map.ask(NOW);
        map.on(chunks(5, mib(5, 6)));
        map.on(chunks(6, mib(6, 7)));

        // When
        map.load(stored(5, mib(0, 6)));

        // Then
        assertThat(map.readable()).isEqualTo(ByteRanges.of(mib(0, 7)));
    }

    @Test
    void answerReplacesWhatWasBelieved() {
        // Given
        map.ask(NOW);
        map.load(stored(9, mib(0, 50)));
        map.want();
        map.ask(NOW.plusSeconds(1));

        // When
        map.load(stored(3, mib(0, 1)));

        // Then
        assertThat(map.readable()).isEqualTo(ByteRanges.of(mib(0, 1)));
    }

    @Test
    void bytesOfAVersionThatIsNotKnownAskTheStoreAgainAndHoldPlans() {
        // Given
        map.ask(NOW);
        map.load(null);

        // When
        map.on(chunks(2, mib(0, 1)));

        // Then
        assertThat(map.isPlannable(NOW.plusMillis(100))).isFalse();
        assertThat(map.ask(NOW.plusMillis(100))).isTrue();
    }

    @Test
    void newVersionStartsEmpty() {
        // Given
        map.ask(NOW);
        map.load(stored(1, mib(0, 50)));

        // When
        map.on(new ChunkEvent.VersionChanged(MEDIA, VERSION.id(), CoreFixture.version("\"v2\""), 2));

        // Then
        assertThat(map.version()).isEqualTo(CoreFixture.version("\"v2\""));
        assertThat(map.readable()).isEqualTo(ByteRanges.EMPTY);
    }

    @Test
    void unansweredQuestionIsAskedAgain() {
        // Given
        map.ask(NOW);

        // When
        boolean early = map.ask(NOW.plusMillis(4_999));
        boolean late = map.ask(NOW.plusSeconds(5));

        // Then
        assertThat(early).isFalse();
        assertThat(late).isTrue();
    }

    private static ChunkEvent chunks(long revision, ByteRange range) {
        return new ChunkEvent.ChunksStored(
                MEDIA, VERSION.id(), new CommandId("c"), 1, List.of(range), false, SpanStats.NONE, revision);
    }
}
