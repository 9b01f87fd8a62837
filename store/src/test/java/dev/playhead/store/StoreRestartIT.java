package dev.playhead.store;

import static dev.playhead.store.TestStore.CHUNK;
import static dev.playhead.store.TestStore.content;
import static dev.playhead.store.TestStore.media;
import static dev.playhead.store.TestStore.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaVersion;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store still has, and what it still believes, in its next life. */
class StoreRestartIT {
    private static final long LENGTH = 6 * CHUNK;
    private static final MediaVersion V1 = version(1, LENGTH);
    /** So slow that no chunk after the first is checked while a test runs. */
    private static final DataSize HARDLY = new DataSize(1);

    @TempDir
    Path data;

    private TestStore store;

    @BeforeEach
    void open() {
        store = TestStore.open(data);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void howLongAVersionHoldsIsKnownInTheNextLife() {
        // Given
        Freshness fresh = new Freshness(1_700_000_000_123L, 7, 60L, "max-age=60");
        store.put("film", V1, 1, 0, LENGTH);
        store.on(() -> store.remote().mediaCatalog().observe(media("film"), V1, fresh));
        store.stop();
        // When
        store.start();
        // Then
        assertThat(store.find("film").freshness()).isEqualTo(fresh);
    }

    @Test
    void wholeChunksSurviveACleanStopAndPartialOnesDoNot() {
        // Given
        store.put("film", V1, 1, 0, 3 * CHUNK + 100);
        StoredMedia before = store.find("film");
        store.stop();
        // When
        store.start();
        // Then
        StoredMedia after = store.find("film");
        assertThat(after.version()).isEqualTo(V1);
        assertThat(after.readable()).isEqualTo(ByteRanges.of(new ByteRange(0, 3 * CHUNK)));
        assertThat(after.complete()).isEqualTo(after.readable());
        assertThat(after.revision()).isGreaterThan(before.revision());
        assertThat(store.read("film").bytes(0, 3 * CHUNK)).isEqualTo(content("film", 1, 0, 3 * CHUNK));
        assertThat(store.verticle.chunksForgotten()).isZero();
    }

    @Test
    void wholeChunksSurviveACrash() throws Exception {
        // Given
        store.put("film", V1, 1, 0, LENGTH);
        store.crash();
        // When
        store.start();
        // Then
        assertThat(store.find("film").complete()).isEqualTo(ByteRanges.of(new ByteRange(0, LENGTH)));
        assertThat(store.read("film").bytes(0, LENGTH)).isEqualTo(content("film", 1, 0, LENGTH));
    }

    @Test
    void aDirectoryCopiedInMidWriteHoldsWhatItsRowsSay(@TempDir Path copy) throws Exception {
        // Given
        store.put("film", V1, 1, 0, 2 * CHUNK);
        copy(data, copy);
        // When
        try (TestStore other = TestStore.open(copy)) {
            // Then
            assertThat(other.read("film").bytes(0, 2 * CHUNK)).isEqualTo(content("film", 1, 0, 2 * CHUNK));
        }
    }

    @Test
    void corruptChunkIsNeverServedAfterACrash() throws Exception {
        // Given
        store.put("film", V1, 1, 0, LENGTH);
        store.crash();
        flip(store.file("film"), CHUNK + 17);
        store.scrubRate = HARDLY;
        store.start();
        // When
        TestRead read = store.read("film");
        Future<Buffer> bytes = read.start(0, LENGTH);
        // Then: the read stops where the chunk was, and goes on when it is written anew
        await().untilAsserted(() ->
                assertThat(store.bus.published(ChunkEvent.ChunksEvicted.class)).hasSize(1));
        assertThat(store.bus.published(ChunkEvent.ChunksEvicted.class).get(0).ranges())
                .containsExactly(new ByteRange(CHUNK, 2 * CHUNK));
        assertThat(store.verticle.chunksForgotten()).isOne();
        assertThat(bytes.isComplete()).isFalse();
        assertThat(store.find("film").complete())
                .isEqualTo(ByteRanges.of(new ByteRange(0, CHUNK), new ByteRange(2 * CHUNK, LENGTH)));
        store.put("film", V1, 1, CHUNK, 2 * CHUNK);
        assertThat(TestStore.result(bytes)).isEqualTo(content("film", 1, 0, LENGTH));
        assertThat(read.taken()).isEqualTo(content("film", 1, 0, LENGTH));
    }

    @Test
    void scrubFindsWhatNobodyReads() throws Exception {
        // Given
        store.put("film", V1, 1, 0, LENGTH);
        store.crash();
        flip(store.file("film"), LENGTH - 1);
        // When
        store.start();
        // Then
        await().untilAsserted(() -> assertThat(store.verticle.chunksForgotten()).isOne());
        assertThat(store.find("film").readable()).isEqualTo(ByteRanges.of(new ByteRange(0, 5 * CHUNK)));
    }

    @Test
    void doubtOutlivesACleanStopThatCameBeforeTheCheckWasDone() throws Exception {
        // Given
        store.put("film", V1, 1, 0, LENGTH);
        store.crash();
        flip(store.file("film"), LENGTH - 1);
        store.scrubRate = HARDLY;
        store.start();
        store.stop();
        // When
        store.start();
        // Then
        assertThat(store.read("film").bytes(0, CHUNK)).isEqualTo(content("film", 1, 0, CHUNK));
        Future<Buffer> corrupt = store.read("film").start(5 * CHUNK, LENGTH);
        await().untilAsserted(() -> assertThat(store.verticle.chunksForgotten()).isOne());
        assertThat(corrupt.isComplete()).isFalse();
    }

    @Test
    void aWriterDoesNotTrustASuspectChunkEither() throws Exception {
        // Given
        store.put("film", V1, 1, 0, LENGTH);
        store.crash();
        flip(store.file("film"), 5);
        store.scrubRate = HARDLY;
        store.start();
        // When
        store.put("film", V1, 1, 0, LENGTH);
        // Then
        assertThat(store.read("film").bytes(0, LENGTH)).isEqualTo(content("film", 1, 0, LENGTH));
    }

    @Test
    void missingFileIsForgotten() throws Exception {
        // Given
        store.put("film", V1, 1, 0, LENGTH);
        store.stop();
        Files.delete(store.file("film"));
        // When
        store.start();
        // Then
        assertThat(store.find("film").readable().isEmpty()).isTrue();
        store.put("film", V1, 1, 0, CHUNK);
        assertThat(store.read("film").bytes(0, CHUNK)).isEqualTo(content("film", 1, 0, CHUNK));
        assertThat(store.verticle.chunksForgotten()).isEqualTo(6);
    }

    @Test
    void truncatedFileIsNotTrusted() throws Exception {
        // Given
        store.put("film", V1, 1, 0, LENGTH);
        store.stop();
        try (RandomAccessFile file = new RandomAccessFile(store.file("film").toFile(), "rw")) {
            file.setLength(2 * CHUNK + 5);
        }
        // When
        store.start();
        Future<Buffer> rest = store.read("film").start(2 * CHUNK, LENGTH);
        // Then
        assertThat(store.read("film").bytes(0, 2 * CHUNK)).isEqualTo(content("film", 1, 0, 2 * CHUNK));
        await().untilAsserted(() -> assertThat(store.verticle.chunksForgotten()).isPositive());
        assertThat(rest.isComplete()).isFalse();
    }

    @Test
    void replacedVersionLeavesItsSpaceWithItsLastReader() throws Exception {
        // Given
        store.put("film", V1, 1, 0, LENGTH);
        Path old = store.file("film");
        TestRead read = store.read("film");
        assertThat(read.version()).isEqualTo(V1);
        // When
        store.put("film", version(2, LENGTH), 2, 0, CHUNK);
        assertThat(read.bytes(0, LENGTH)).isEqualTo(content("film", 1, 0, LENGTH));
        assertThat(old).exists();
        read.close();
        // Then
        await().untilAsserted(() -> assertThat(old).doesNotExist());
        store.stop();
        store.start();
        assertThat(store.find("film").version().id())
                .isEqualTo(version(2, LENGTH).id());
        assertThatThrownBy(() -> store.put("film", V1, 1, 0, 10)).isInstanceOf(StoreException.StaleVersion.class);
    }

    @Test
    void deletedMediaStaysDeleted() {
        // Given
        store.put("film", V1, 1, 0, LENGTH);
        store.on(() -> store.verticle.mediaCatalog().delete(TestStore.media("film")));
        store.stop();
        // When
        store.start();
        // Then
        assertThat(store.on(() -> store.verticle.mediaCatalog().list(null, 10))).isEqualTo(List.of());
    }

    private static void flip(Path file, long position) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(position);
            int found = bytes.read();
            bytes.seek(position);
            bytes.write(found ^ 1);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }
}
