package dev.playhead.store;

import static dev.playhead.store.TestStore.CHUNK;
import static dev.playhead.store.TestStore.content;
import static dev.playhead.store.TestStore.media;
import static dev.playhead.store.TestStore.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.http.StoreLinks;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.testkit.http.Player;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that a store sends from mapped pages, whatever happens to their file (docs/decisions/0011). */
class StorePagesIT {
    private static final int MIB = 1024 * 1024;
    private static final long LENGTH = 48L * MIB;
    private static final MediaVersion FILM = version(1, LENGTH);
    /** More than the sockets between store and player hold, so that a region is on its way while nobody reads. */
    private static final int LONG = 16 * MIB;

    @TempDir
    Path data;

    private TestStore store;

    @BeforeEach
    void open() {
        store = new TestStore(data);
        store.maxSize = DataSize.ofMebibytes(24);
        store.start();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void mapsWhatIsReadAndNothingWhenItHasStopped() throws Exception {
        // Given
        store.put("film", FILM, 1, 0, MIB);
        assertThat(store.verticle.mappedBytes()).isZero();
        // When
        try (Player player = player(FILM, "Range: bytes=100-" + (MIB - 1))) {
            assertThat(player.head().status()).isEqualTo(206);
            assertThat(player.body(MIB - 100))
                    .isEqualTo(content("film", 1, 100, MIB).getBytes());
        }
        // Then
        assertThat(store.verticle.mappedBytes()).isEqualTo(LENGTH);
        store.stop();
        await().until(() -> store.verticle.mappedBytes() == 0);
    }

    @Test
    void mapsNothingWithoutABudget() throws Exception {
        // Given
        store.stop();
        store.mappedFiles = new DataSize(0);
        store.start();
        store.put("film", FILM, 1, 0, MIB);
        // When
        try (Player player = player(FILM, "Range: bytes=0-" + (MIB - 1))) {
            player.head();
            // Then
            assertThat(player.body(MIB)).isEqualTo(content("film", 1, 0, MIB).getBytes());
        }
        assertThat(store.verticle.mappedBytes()).isZero();
    }

    @Test
    void aFileThatIsDeletedIsPlayedToItsEnd() throws Exception {
        // Given
        MediaVersion film = version(1, LONG);
        store.put("film", film, 1, 0, LONG);
        Path file = store.file("film");
        try (Player player = player(film)) {
            assertThat(player.head().status()).isEqualTo(200);
            // When
            store.on(() -> store.verticle.mediaCatalog().delete(media("film")));
            // Then
            assertThat(player.body(LONG)).isEqualTo(content("film", 1, 0, LONG).getBytes());
        }
        await().untilAsserted(() -> assertThat(file).doesNotExist());
    }

    @Test
    void aReaderNeverGetsAWrongByteWhateverIsEvictedUnderIt() {
        // Given
        store.put("film", FILM, 1, 0, MIB);
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            for (long at = 0; !stop.get(); at = (at + MIB) % LENGTH) {
                store.put("film", FILM, 1, at, at + MIB);
            }
        });
        Random random = new Random(11);
        // When
        for (int i = 0; i < 300; i++) {
            List<ByteRange> there = await().pollDelay(Duration.ZERO)
                    .until(
                            () -> {
                                assertThat(writing).isNotCompletedExceptionally();
                                return store.find("film").readable().asList();
                            },
                            readable -> !readable.isEmpty());
            ByteRange run = there.get(random.nextInt(there.size()));
            long start = run.start() + random.nextLong(run.length());
            long end = Math.min(LENGTH, start + 3 * CHUNK);
            TestRead read = TestRead.open(
                    store, store.remote().mediaReader(), media("film"), RequestedRange.of(new ByteRange(start, end)));
            // Then
            assertThat(read.bytes(start, end)).isEqualTo(content("film", 1, start, end));
            read.close();
        }
        stop.set(true);
        writing.join();
        assertThat(store.verticle.mappedBytes()).isPositive();
        assertThat(store.verticle.evictedBytes()).isPositive();
    }

    /** Asks by a link for the film and reads nothing yet. */
    private Player player(MediaVersion film, String... headers) throws Exception {
        String link = StoreLinks.of(TestStore.SECRET)
                .link(media("film"), film.id(), Instant.now().plusSeconds(60));
        Player player = new Player(store.verticle.port());
        player.send("GET", link, headers);
        return player;
    }
}
