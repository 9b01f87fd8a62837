package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.testkit.docker.OnTestBroker;
import dev.playhead.testkit.origin.OriginFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A media whose origin puts another content under its name. */
@OnTestBroker
class VersionIT {
    private static final long MIB = 1024 * 1024;

    @TempDir
    Path data;

    @Test
    void aChangedFilmIsServedWholeInItsNewVersionAndNeverMixed() {
        try (Stage stage = Stage.raise(data)) {
            // Given
            OriginFile film = stage.origin().serve("/film.mp4", 16 * MIB);
            stage.player("first").read(film, 0, 4 * MIB);
            stage.awaitIdle();
            film.changeContent();

            // When: bytes that are not stored yet show the change; until then the old version may still be served
            await().atMost(Duration.ofSeconds(20)).until(() -> isServedWhole(stage, film, 12 * MIB));

            // Then
            stage.player("second").readWhole(film);
            stage.awaitIndexed(film);
            stage.store().expectRowsMatchTheFile(film);
            stage.player("third").read(film, 0, 4 * MIB);
        }
    }

    /** Reads a MiB of the new content; a broken response or an honest status is no success, a wrong byte fails the test. */
    private static boolean isServedWhole(Stage stage, OriginFile film, long start) {
        try (Player.Stream stream = stage.player("viewer").open(film, "bytes=" + start + "-" + (start + MIB - 1))) {
            if (stream.status() != 206) {
                assertThat(stream.status()).isGreaterThanOrEqualTo(500);
                return false;
            }
            stream.startAt(start).take(MIB).expectEnd();
            return true;
        } catch (UncheckedIOException broken) {
            return false;
        }
    }
}
