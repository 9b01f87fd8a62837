package dev.playhead.store;

import static dev.playhead.store.TestStore.CHUNK;
import static dev.playhead.store.TestStore.content;
import static dev.playhead.store.TestStore.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.MediaVersion;
import dev.playhead.store.io.file.DataDirectory;
import dev.playhead.store.io.file.VersionFile;
import dev.playhead.store.io.index.IndexDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that knows ten thousand media. */
class ManyMediaIT {
    private static final int MEDIA = 10_000;
    private static final int CHUNKS_EACH = 8;
    private static final MediaVersion FILM = version(1, (long) CHUNKS_EACH * CHUNK);
    /** Alone it is a tenth of that; what it must not do is load them all. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final long MIB = 1024 * 1024;
    /** Of heap; a chunk map of each would be more. */
    private static final long LITTLE = 24 * MIB;

    @TempDir
    Path data;

    @Test
    void tenThousandMediaCostAStartLittleTimeAndLittleMemory() throws Exception {
        // Given
        try (TestStore store = TestStore.open(data)) {
            store.put("real", FILM, 1, 0, FILM.length());
            store.stop();
            long filling = System.nanoTime();
            register();
            System.out.printf(
                    "registered after %d ms%n",
                    Duration.ofNanos(System.nanoTime() - filling).toMillis());
            long before = usedHeap();
            long began = System.nanoTime();
            // When
            store.start();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertThat(store.read("real").bytes(0, CHUNK)).isEqualTo(content("real", 1, 0, CHUNK));
            // Then
            assertThat(took).isLessThan(SOON);
            assertThat(store.find("film-" + (MEDIA - 1)).version()).isEqualTo(FILM);
            assertThat(store.on(() -> store.verticle.mediaCatalog().list(null, 50)))
                    .hasSize(50);
            long heap = usedHeap() - before;
            assertThat(heap).as("bytes of heap for what nobody watches").isLessThan(LITTLE);
            System.out.printf("%d media: open after %d ms, %d KiB of heap%n", MEDIA, took.toMillis(), heap / 1024);
        }
    }

    /** Enters media as a former life would have left them: rows, and a sparse file each. */
    private void register() throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        IndexDatabase.url(DataDirectory.index(data)).replace(";DB_CLOSE_DELAY=-1", ""));
                PreparedStatement media = connection.prepareStatement(
                        "INSERT INTO media (id, origin, path, created_at) VALUES (?, 'films', ?, CURRENT_TIMESTAMP)");
                PreparedStatement versions = connection.prepareStatement(
                        "INSERT INTO version (number, media, id, etag, length, chunk_size, content_type, current, first_seen)"
                                + " VALUES (?, ?, ?, '\"v1\"', ?, ?, 'video/mp4', TRUE, CURRENT_TIMESTAMP)");
                PreparedStatement chunks = connection.prepareStatement("INSERT INTO chunk SELECT ?, x, 1,"
                        + " CURRENT_TIMESTAMP FROM SYSTEM_RANGE(0, " + (CHUNKS_EACH - 1) + ")");
                DataDirectory directory = DataDirectory.open(data)) {
            connection.setAutoCommit(false);
            for (int i = 0; i < MEDIA; i++) {
                long number = 100 + i;
                String name = "film-" + i;
                media.setString(1, TestStore.media(name).value());
                media.setString(2, "/" + name);
                media.addBatch();
                versions.setLong(1, number);
                versions.setString(2, TestStore.media(name).value());
                versions.setString(3, FILM.id().value());
                versions.setLong(4, FILM.length());
                versions.setInt(5, CHUNK);
                versions.addBatch();
                chunks.setLong(1, number);
                chunks.addBatch();
                VersionFile.open(directory.file(TestStore.media(name), FILM.id(), number), FILM.length())
                        .close();
            }
            media.executeBatch();
            versions.executeBatch();
            chunks.executeBatch();
            connection.commit();
            directory.markClean();
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
