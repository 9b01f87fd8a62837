package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.OriginName;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.LyingOrigin;
import dev.playhead.testkit.origin.OriginFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process, ended by signals. */
class KillIT {
    private static final long MIB = 1024 * 1024;

    @TempDir
    Path data;

    private LyingOrigin origin;

    @BeforeEach
    void open() {
        origin = LyingOrigin.start();
    }

    @AfterEach
    void close() {
        origin.close();
    }

    @Test
    void aKilledProcessHasLostNoCompleteChunkAndServesNoWrongByte() throws Exception {
        // Given
        OriginFile film = origin.serve("/film.mp4", 48 * MIB);
        film.lies().always(Fault.bandwidth(12 * MIB));
        ByteRanges indexed;
        try (ServeProcess first = ServeProcess.start(data, origin)) {
            try (Player.Stream stream = first.player("first").play(film, 0)) {
                stream.take(20 * MIB);
                first.kill();
            }
            indexed = inspector().indexed(film);
            inspector().release();
            assertThat(indexed.bytes()).isPositive();
        }
        origin.requests().clear();

        // When
        try (ServeProcess second = ServeProcess.start(data, origin)) {
            second.player("second").readWhole(film);

            // Then
            for (ByteRange stored : indexed.asList()) {
                assertThat(origin.requests().sent(film).within(stored))
                        .as("complete before the kill, fetched again")
                        .isEmpty();
            }

            // And: what the second viewer got past the store while the broker started, it has when the next one watches
            second.awaitFollowers();
            second.player("third").readWhole(film);
            second.terminate();
        }
        assertThat(inspector().indexed(film).asList()).containsExactly(new ByteRange(0, film.length()));
        inspector().expectRowsMatchTheFile(film);
        inspector().release();
    }

    @Test
    void sigtermEndsItCleanlyInTheMiddleOfAStream() throws Exception {
        // Given
        OriginFile film = origin.serve("/film.mp4", 48 * MIB);
        film.lies().always(Fault.bandwidth(4 * MIB));
        try (ServeProcess process = ServeProcess.start(data, origin)) {
            try (Player.Stream stream = process.player("viewer").play(film, 0)) {
                stream.take(4 * MIB);

                // When
                int exit = process.terminate();

                // Then
                assertThat(exit).isZero();
                stream.takeUntilBroken();
            }
            assertThat(process.output()).doesNotContain("Exception");
        }
        await().atMost(5, TimeUnit.SECONDS).until(() -> origin.requests().open() == 0);
        inspector().expectRowsMatchTheFile(film);
        inspector().release();
    }

    @Test
    void aSecondProcessOnTheSameDirectoryIsRefusedAndTheFirstGoesOn() throws IOException, InterruptedException {
        // Given
        OriginFile film = origin.serve("/film.mp4", 4 * MIB);
        try (ServeProcess first = ServeProcess.start(data, origin)) {

            // When
            ServeProcess.Ended second = ServeProcess.runToEnd(data, origin);

            // Then
            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.output()).contains(data.toString()).contains("in use");
            first.player("viewer").readWhole(film);
        }
    }

    private StoreInspector inspector() {
        return new StoreInspector(data.resolve("store"), new OriginName("film"));
    }
}
