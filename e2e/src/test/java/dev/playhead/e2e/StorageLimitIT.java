package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.testkit.origin.OriginFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole Playhead whose store is smaller than what is watched. */
class StorageLimitIT {
    private static final long MIB = 1024 * 1024;
    private static final long LIMIT = 64 * MIB;
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    static Path data;

    private static Stage stage;

    @BeforeAll
    static void raise() {
        stage = Stage.raise(data, Map.of("store.max-size", "64MiB"));
    }

    @AfterAll
    static void strike() {
        stage.close();
    }

    @Test
    void scenario10StorageLimitsEvictOldChunks() {
        // Given
        OriginFile first = stage.origin().serve("/first.mp4", 40 * MIB);
        OriginFile second = stage.origin().serve("/second.mp4", 48 * MIB);
        stage.player("first").readWhole(first);
        stage.awaitIndexed(first);

        // When
        stage.player("second").readWhole(second);

        // Then: the old leaves for the new, and what is left of it is right
        await().atMost(SOON).untilAsserted(() -> assertThat(stage.diskUse()).isLessThanOrEqualTo(LIMIT));
        ByteRanges left = stage.store().indexed(first);
        assertThat(left.bytes()).isLessThan(first.length());
        assertThat(stage.store().indexed(second).bytes()).isGreaterThan(second.length() / 2);
        stage.store().expectRowsMatchTheFile(second);

        // And: what was evicted is fetched again
        stage.player("again").readWhole(first);
    }

    @Test
    void aFilmLargerThanTheStorePlaysToItsEndWithinTheLimit() {
        // Given
        OriginFile film = stage.origin().serve("/long.mp4", 200 * MIB);
        AtomicLong most = new AtomicLong();
        CompletableFuture<Void> playing =
                CompletableFuture.runAsync(() -> stage.player("viewer").readWhole(film));

        // When
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    most.accumulateAndGet(stage.diskUse(), Math::max);
                    return playing.isDone();
                });

        // Then
        playing.join();
        assertThat(most.get()).as("bytes on the disk at any time").isLessThanOrEqualTo(LIMIT);
        assertThat(stage.origin().requests().bytesSent(film))
                .as("bytes asked for; nothing that was played is fetched again")
                .isLessThan(film.length() + film.length() / 4);
        assertThat(stage.store().indexed(film).covers(new ByteRange(film.length() - 4 * MIB, film.length())))
                .isTrue();
    }
}
