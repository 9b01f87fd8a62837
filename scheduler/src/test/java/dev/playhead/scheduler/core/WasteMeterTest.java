package dev.playhead.scheduler.core;

import static dev.playhead.scheduler.core.CoreFixture.MEDIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.SessionId;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WasteMeterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final SessionId VIEWER = new SessionId("viewer");
    private static final SessionId OTHER = new SessionId("other");
    private static final Reading READING = new Reading(VIEWER, 1);
    private static final long DEMAND = 1024 * 1024;
    private static final Playhead START = Playhead.begin(1, NOW);

    private final WasteMeter meter = new WasteMeter();

    @Test
    void whatIsTakenIsUsed() {
        // Given
        meter.issued(MEDIA, READING, new ByteRange(0, 1000));
        meter.arrived(MEDIA, READING, 1000);

        // When
        meter.moved(MEDIA, VIEWER, START, START.advanced(600, Pace.UNKNOWN, NOW));

        // Then
        assertThat(meter.of(MEDIA, VIEWER)).contains(new ReadAheadUse(1000, 1000, 600, 0, 0));
        assertThat(meter.total()).isEqualTo(new ReadAheadUse(1000, 1000, 600, 0, 0));
    }

    @Test
    void whatWasNotTakenBeforeASeekIsWasted() {
        // Given
        Playhead read = START.advanced(600, Pace.UNKNOWN, NOW);
        meter.arrived(MEDIA, READING, 1000);
        meter.moved(MEDIA, VIEWER, START, read);

        // When
        meter.moved(MEDIA, VIEWER, read, read.seek(2, NOW));

        // Then
        assertThat(meter.total().wasted()).isEqualTo(400);
    }

    @Test
    void bytesOfOneEpochAreWastedOnce() {
        // Given
        meter.arrived(MEDIA, READING, 1000);
        meter.moved(MEDIA, VIEWER, START, START.seek(2, NOW));

        // When
        meter.moved(MEDIA, VIEWER, START.seek(2, NOW), START.seek(3, NOW));
        meter.forget(MEDIA);

        // Then
        assertThat(meter.total().wasted()).isEqualTo(1000);
    }

    @Test
    void viewerWhoLeavesIsSettledAndForgotten() {
        // Given
        meter.arrived(MEDIA, READING, 1000);
        meter.arrived(MEDIA, new Reading(OTHER, 1), 10);

        // When
        meter.retain(MEDIA, Set.of(OTHER));

        // Then
        assertThat(meter.total().wasted()).isEqualTo(1000);
        assertThat(meter.of(MEDIA, VIEWER)).isEmpty();
        assertThat(meter.of(MEDIA, OTHER)).isPresent();
    }

    @Test
    void whatIsAskedForAfterItWasEvictedIsFetchedAgain() {
        // Given
        meter.issued(MEDIA, READING, new ByteRange(0, 1000));
        meter.evicted(MEDIA, ByteRanges.of(new ByteRange(100, 400)));

        // When
        meter.issued(MEDIA, READING, new ByteRange(0, 200));

        // Then
        assertThat(meter.total().refetched()).isEqualTo(100);
        assertThat(meter.total().issued()).isEqualTo(1200);
    }

    @Test
    void evictionOfWhatNobodyWasFetchedForIsNotRemembered() {
        // Given
        meter.evicted(MEDIA, ByteRanges.of(new ByteRange(0, 400)));

        // When
        meter.issued(MEDIA, READING, new ByteRange(0, 200));

        // Then
        assertThat(meter.total().refetched()).isZero();
    }

    @Test
    void sessionThatLeavesWhatIsReadAheadForItIsWastefulUntilItReadsOn() {
        // Given
        Playhead at = START;
        for (int place = 0; place < 10; place++) {
            meter.arrived(MEDIA, READING, 3 * DEMAND);
            at = seek(at);
        }
        boolean left = meter.isWasteful(MEDIA, VIEWER);

        // When
        meter.moved(MEDIA, VIEWER, at, at.advanced(Adoption.READS_ON, Pace.UNKNOWN, NOW));

        // Then
        assertThat(left).isTrue();
        assertThat(meter.isWasteful(MEDIA, VIEWER)).isFalse();
        assertThat(meter.isWasteful(MEDIA, OTHER)).isFalse();
    }

    private Playhead seek(Playhead from) {
        Playhead to = from.seek(from.epoch() + 1, NOW);
        meter.moved(MEDIA, VIEWER, from, to);
        return to;
    }
}
