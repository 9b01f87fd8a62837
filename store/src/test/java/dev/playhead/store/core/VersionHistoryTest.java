package dev.playhead.store.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Validator;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VersionHistoryTest {
    private static final MediaVersion V1 = version("\"1\"", 1024);
    private static final MediaVersion V2 = version("\"2\"", 4096);

    @Test
    void goesOnToUnseenVersionsAndNeverBack() {
        // Given
        VersionHistory first = VersionHistory.startingWith(V1);
        // When
        VersionHistory second = first.adopt(V2);
        // Then
        assertThat(first.judge(V1.id())).isEqualTo(VersionHistory.Verdict.CURRENT);
        assertThat(first.judge(V2.id())).isEqualTo(VersionHistory.Verdict.UNSEEN);
        assertThat(second.judge(V2.id())).isEqualTo(VersionHistory.Verdict.CURRENT);
        assertThat(second.judge(V1.id())).isEqualTo(VersionHistory.Verdict.STALE);
        assertThatThrownBy(() -> second.adopt(V1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void chunkSizeIsFixedPerMedia() {
        // Given
        VersionHistory first = VersionHistory.startingWith(V1);
        // When
        VersionHistory second = first.adopt(new MediaVersion(V2.validator(), V2.length(), 2048, null));
        // Then
        assertThat(second.current().chunkSize()).isEqualTo(V1.chunkSize());
        assertThat(second.current().length()).isEqualTo(V2.length());
    }

    @Test
    void currentVersionMustHaveBeenSeen() {
        assertThatThrownBy(() -> new VersionHistory(V1, Set.of(V2.id())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(V1.id().value());
    }

    private static MediaVersion version(String etag, long length) {
        return new MediaVersion(new Validator(etag, null), length, 1024, null);
    }
}
