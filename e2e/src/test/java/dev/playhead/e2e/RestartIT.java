package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.testkit.docker.OnTestBroker;
import dev.playhead.testkit.origin.OriginFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was fetched outlives the process. */
@OnTestBroker
class RestartIT {
    private static final long MIB = 1024 * 1024;

    @TempDir
    Path data;

    @Test
    void scenario9PartialDownloadsResumeAfterARestart() {
        // Given
        ByteRanges before;
        OriginFile film;
        try (Stage stage = Stage.raise(data)) {
            film = stage.origin().serve("/film.mp4", 32 * MIB);
            stage.player("first").read(film, 0, 16 * MIB);
            stage.awaitIdle();
            before = stage.store().indexed(film);
            assertThat(before.runEnd(0)).isGreaterThanOrEqualTo(16 * MIB);
        }

        // When
        try (Stage stage = Stage.raise(data)) {
            OriginFile same = stage.origin().serve("/film.mp4", 32 * MIB);
            stage.player("second").readWhole(same);
            stage.awaitIndexed(same);

            // Then
            ByteRanges fetched = stage.origin().requests().sent(same);
            for (ByteRange stored : before.asList()) {
                assertThat(fetched.within(stored))
                        .as("stored before, fetched again")
                        .isEmpty();
            }
            stage.store().expectRowsMatchTheFile(same);
        }
    }

    @Test
    void storedMediaPlayWithoutTheirOrigin() {
        // Given
        try (Stage stage = Stage.raise(data)) {
            OriginFile film = stage.origin().serve("/film.mp4", 8 * MIB);
            stage.player("first").readWhole(film);
            stage.awaitIndexed(film);
        }

        // When
        try (Stage stage = Stage.raise(data)) {
            OriginFile same = stage.origin().serve("/film.mp4", 8 * MIB);
            stage.origin().stop();

            // Then
            stage.player("second").readWhole(same);
            stage.player("third").read(same, 5 * MIB + 17, MIB);
            assertThat(stage.origin().requests().all()).isEmpty();
        }
    }
}
