package dev.playhead.store.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Validator;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionHistoryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T20:15:00Z");
    private static final Instant LAST_REMEMBERED =
            NOW.plus(VersionHistory.REMEMBERED).minusMillis(1);
    private static final MediaVersion V1 = version("\"1\"", 1024);
    private static final MediaVersion V2 = version("\"2\"", 4096);

    @Test
    void goesOnToUnseenVersionsAndNotBack() {
        // Given
        VersionHistory first = VersionHistory.startingWith(V1);
        // When
        VersionHistory second = first.adopt(V2, NOW);
        // Then
        assertThat(first.judge(V1.id(), NOW)).isEqualTo(VersionHistory.Verdict.CURRENT);
        assertThat(first.judge(V2.id(), NOW)).isEqualTo(VersionHistory.Verdict.UNSEEN);
        assertThat(second.judge(V2.id(), NOW)).isEqualTo(VersionHistory.Verdict.CURRENT);
        assertThat(second.judge(V1.id(), LAST_REMEMBERED)).isEqualTo(VersionHistory.Verdict.STALE);
        assertThatThrownBy(() -> second.adopt(V1, LAST_REMEMBERED)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void contentThatIsPutBackLaterIsNewAgain() {
        // Given
        VersionHistory second = VersionHistory.startingWith(V1).adopt(V2, NOW);
        Instant later = NOW.plus(VersionHistory.REMEMBERED);
        // When
        VersionHistory third = second.adopt(V1, later);
        // Then
        assertThat(second.judge(V1.id(), later)).isEqualTo(VersionHistory.Verdict.UNSEEN);
        assertThat(third.current().id()).isEqualTo(V1.id());
        assertThat(third.replaced()).containsOnly(Map.entry(V2.id(), later));
        assertThat(third.judge(V2.id(), later)).isEqualTo(VersionHistory.Verdict.STALE);
    }

    @Test
    void aMediaThatChangesAllTheTimeIsRememberedInBoundedMemory() {
        // Given
        VersionHistory history = VersionHistory.startingWith(V1);
        // When
        for (int minute = 0; minute < 1000; minute++) {
            history = history.adopt(version("\"m" + minute + "\"", 1024), NOW.plus(Duration.ofMinutes(minute)));
        }
        // Then
        assertThat(history.replaced()).hasSizeLessThanOrEqualTo((int) VersionHistory.REMEMBERED.toMinutes() + 1);
    }

    @Test
    void chunkSizeIsFixedPerMedia() {
        // Given
        VersionHistory first = VersionHistory.startingWith(V1);
        // When
        VersionHistory second = first.adopt(new MediaVersion(V2.validator(), V2.length(), 2048, null), NOW);
        // Then
        assertThat(second.current().chunkSize()).isEqualTo(V1.chunkSize());
        assertThat(second.current().length()).isEqualTo(V2.length());
    }

    @Test
    void currentVersionIsNotAReplacedOne() {
        assertThatThrownBy(() -> new VersionHistory(V1, Map.of(V1.id(), NOW)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(V1.id().value());
    }

    private static MediaVersion version(String etag, long length) {
        return new MediaVersion(new Validator(etag, null), length, 1024, null);
    }
}
