package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.OriginName;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.OriginFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What is watched in part is completed where an origin's settings say so. */
class BackgroundFillIT {
    private static final long MIB = 1024 * 1024;
    /** More than a player buffers before it shows a picture: this one watches. */
    private static final long READS_ON = 6 * MIB;

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final OriginName WATCHING = new OriginName("watching");
    private static final OriginName ALWAYS = new OriginName("always");

    @TempDir
    static Path data;

    private static Stage stage;

    private OriginFile film;

    @BeforeAll
    static void raise() {
        stage = Stage.raise(
                data,
                List.of(WATCHING, ALWAYS),
                Map.of(
                        "origins.watching.background-fill",
                        "while-watching",
                        "origins.always.background-fill",
                        "always",
                        "scheduler.read-ahead-max",
                        "8MiB"));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void serve(TestInfo test) {
        film = stage.origin().serve("/" + test.getTestMethod().orElseThrow().getName() + ".mp4", 48 * MIB);
    }

    @AfterEach
    void idleAgain() {
        stage.awaitIdle();
    }

    @Test
    void completesWhatIsWatchedWhileItIsWatched() {
        // Given
        try (Player.Stream stream = stage.player(WATCHING, "viewer").play(film, 0)) {

            // When
            stream.take(READS_ON);

            // Then
            await().atMost(SOON)
                    .until(() -> stage.store(WATCHING).indexed(film).covers(new ByteRange(0, film.length())));
        }
        stage.store(WATCHING).expectRowsMatchTheFile(film);
        assertThat(stage.origin().requests().bytesSent(film)).isEqualTo(film.length());
    }

    @Test
    void stopsWhenTheViewerLeaves() {
        // Given
        film.lies().always(Fault.bandwidth(4 * MIB));
        try (Player.Stream stream = stage.player(WATCHING, "viewer").play(film, 0)) {
            stream.take(READS_ON);
            await().atMost(SOON).until(() -> stage.origin().requests().uniqueBytes(film) > 14 * MIB);

            // When
            stream.close();
        }

        // Then
        stage.awaitIdle();
        assertThat(stage.origin().requests().uniqueBytes(film)).isLessThan(film.length());
    }

    @Test
    void completesWhatWasWatchedThoughTheViewerHasLeft() {
        // Given
        film.lies().always(Fault.bandwidth(8 * MIB));

        // When
        try (Player.Stream stream = stage.player(ALWAYS, "viewer").play(film, 0)) {
            stream.take(READS_ON);
        }

        // Then
        await().atMost(SOON).until(() -> stage.store(ALWAYS).indexed(film).covers(new ByteRange(0, film.length())));
        stage.store(ALWAYS).expectRowsMatchTheFile(film);
    }
}
