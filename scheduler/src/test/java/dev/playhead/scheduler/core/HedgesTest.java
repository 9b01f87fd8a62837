package dev.playhead.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.ChunkEvent.ChunksStored;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.model.CommandId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HedgesTest {
    private static final CommandId QUIET = new CommandId("quiet");
    private static final CommandId HEDGE = new CommandId("hedge");

    private final Hedges hedges = new Hedges(true);

    @Test
    void hedgeThatBringsBytesFirstWins() {
        // Given
        hedges.began(QUIET, HEDGE, 100);

        // When
        hedges.heard(stored(HEDGE, 1, false));

        // Then
        assertThat(hedges.hasLost(QUIET)).isTrue();
        assertThat(hedges.hasLost(HEDGE)).isFalse();
        assertThat(hedges.counts().won()).isEqualTo(1);
        assertThat(hedges.racing()).isEmpty();
    }

    @Test
    void spanThatGoesOnWinsItsRace() {
        // Given
        hedges.began(QUIET, HEDGE, 100);

        // When
        hedges.heard(stored(QUIET, 101, false));

        // Then
        assertThat(hedges.hasLost(HEDGE)).isTrue();
        assertThat(hedges.counts().won()).isZero();
    }

    @Test
    void bytesFromBeforeTheRaceDecideNothing() {
        // Given
        hedges.began(QUIET, HEDGE, 100);

        // When
        hedges.heard(stored(QUIET, 100, false));

        // Then
        assertThat(hedges.hasLost(HEDGE)).isFalse();
        assertThat(hedges.racing()).containsExactly(HEDGE);
    }

    @Test
    void whatTheLoserBroughtSinceTheRaceBeganIsWasted() {
        // Given
        hedges.began(QUIET, HEDGE, 100);
        hedges.heard(stored(HEDGE, 1000, false));

        // When
        hedges.heard(stored(QUIET, 130, true));
        hedges.heard(stored(QUIET, 130, true));

        // Then
        assertThat(hedges.counts().wasted()).isEqualTo(30);
    }

    @Test
    void spanThatEndsLeavesItsHedgeAlone() {
        // Given
        hedges.began(QUIET, HEDGE, 100);

        // When
        hedges.ended(QUIET);

        // Then
        assertThat(hedges.isRacing(HEDGE)).isFalse();
        assertThat(hedges.hasLost(HEDGE)).isFalse();
    }

    @Test
    void oneInTwentyRequestsAtMostIsAHedge() {
        // Given
        spend();
        int hedged = 0;

        // When
        for (int request = 0; request < 400; request++) {
            hedges.requested();
            if (hedges.isAffordable()) {
                hedges.began(new CommandId("q" + request), new CommandId("h" + request), 0);
                hedged++;
            }
        }

        // Then
        assertThat(hedged).isBetween(19, 20);
    }

    private void spend() {
        for (int i = 0; hedges.isAffordable(); i++) {
            hedges.began(new CommandId("first" + i), new CommandId("second" + i), 0);
        }
    }

    private static ChunksStored stored(CommandId command, long bytes, boolean complete) {
        SpanStats stats = new SpanStats(bytes, Duration.ZERO, Duration.ZERO);
        return new ChunksStored(CoreFixture.MEDIA, CoreFixture.VERSION.id(), command, 1, List.of(), complete, stats, 1);
    }

    @Test
    void affordsNothingWhereItIsForbidden() {
        // Given
        Hedges forbidden = new Hedges(false);

        // When
        forbidden.requested();

        // Then
        assertThat(forbidden.isAffordable()).isFalse();
    }
}
