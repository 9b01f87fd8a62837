package dev.playhead.store;

import static dev.playhead.store.TestStore.CHUNK;
import static dev.playhead.store.TestStore.content;
import static dev.playhead.store.TestStore.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.store.io.file.DiskUse;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The disk as a power loss may leave it: file and index of different times, blocks that never came, and torn ones. */
class PowerLossIT {
    private static final long MIB = 1024 * 1024;
    private static final long LENGTH = 4 * MIB;
    private static final MediaVersion FILM = version(1, LENGTH);
    private static final int SECTOR = 512;
    private static final long SLACK = 64 * 1024;

    @TempDir
    Path data;

    @TempDir
    Path earlier;

    private TestStore store;

    @BeforeEach
    void open() {
        store = TestStore.open(data);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void blocksThatNeverReachedTheDiskCostTheirChunksAndNoOthers(long seed) throws Exception {
        // Given: the index is ahead of the file
        store.put("film", FILM, 1, 0, LENGTH);
        store.crash();
        Set<Long> torn = tear(store.file("film"), new Random(seed));
        // When
        store.start();
        // Then
        await().untilAsserted(() ->
                assertThat(store.verticle.chunksForgotten()).as("seed %d", seed).isEqualTo(torn.size()));
        StoredMedia left = store.find("film");
        assertThat(left.readable().bytes()).isEqualTo(LENGTH - torn.size() * (long) CHUNK);
        for (ByteRange range : left.readable().asList()) {
            assertThat(store.read("film").bytes(range.start(), range.end()))
                    .isEqualTo(content("film", 1, range.start(), range.end()));
        }
        store.put("film", FILM, 1, 0, LENGTH);
        assertThat(store.read("film").bytes(0, LENGTH)).isEqualTo(content("film", 1, 0, LENGTH));
    }

    @Test
    void bytesThatTheIndexHasLostAreGivenBackAndFetchedAgain() throws Exception {
        // Given: the file is ahead of the index
        store.put("film", FILM, 1, 0, MIB);
        rememberIndex();
        store.put("film", FILM, 1, MIB, LENGTH);
        store.put("another", FILM, 1, 0, MIB);
        Path another = store.file("another");
        store.crash();
        bringBackIndex();
        // When
        store.start();
        // Then
        assertThat(store.find("film").readable().asList()).containsExactly(new ByteRange(0, MIB));
        await().untilAsserted(() -> assertThat(another).doesNotExist());
        await().untilAsserted(() ->
                assertThat(DiskUse.of(store.file("film").getParent())).isLessThanOrEqualTo(MIB + SLACK));
        store.put("film", FILM, 1, 0, LENGTH);
        assertThat(store.read("film").bytes(0, LENGTH)).isEqualTo(content("film", 1, 0, LENGTH));
    }

    @Test
    void aHoleThatTheIndexStillKnowsAsAChunkIsNeverServed() throws Exception {
        // Given: what was evicted is out of the file, and the index has forgotten that it is
        store.stop();
        store.maxSize = DataSize.ofMebibytes(16);
        store.start();
        store.put("film", FILM, 1, 0, LENGTH);
        rememberIndex();
        for (int other = 0; other < 5; other++) {
            store.put("other-" + other, FILM, 1, 0, LENGTH);
        }
        await().untilAsserted(() -> assertThat(store.find("film").readable().bytes())
                .as("left of it")
                .isLessThan(LENGTH));
        Path film = store.file("film");
        long left = store.find("film").complete().bytes();
        store.crash();
        bringBackIndex();
        assertThat(DiskUse.of(film.getParent())).isLessThan(LENGTH);
        // When
        store.start();
        // Then
        await().untilAsserted(() -> assertThat(store.verticle.chunksForgotten()).isEqualTo((LENGTH - left) / CHUNK));
        assertThat(store.find("film").readable().bytes()).isEqualTo(left);
        for (ByteRange range : store.find("film").readable().asList()) {
            assertThat(store.read("film").bytes(range.start(), range.end()))
                    .isEqualTo(content("film", 1, range.start(), range.end()));
        }
        store.put("film", FILM, 1, 0, LENGTH);
        assertThat(store.read("film").bytes(0, LENGTH)).isEqualTo(content("film", 1, 0, LENGTH));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aTornIndexIsReadAsFarAsItGoesOrPutAsideAndNeverStopsTheStore(long seed) throws Exception {
        // Given
        for (int film = 0; film < 8; film++) {
            store.put("film-" + film, FILM, 1, 0, MIB);
        }
        store.crash();
        tearIndex(new Random(seed));
        // When
        store.start();
        // Then
        for (int film = 0; film < 8; film++) {
            String name = "film-" + film;
            Optional<StoredMedia> known =
                    store.on(() -> store.verticle.mediaCatalog().find(TestStore.media(name)));
            for (ByteRange range : known.map(media -> media.complete().asList()).orElse(List.of())) {
                assertThat(store.read(name).bytes(range.start(), range.end()))
                        .isEqualTo(content(name, 1, range.start(), range.end()));
            }
            store.put(name, FILM, 1, 0, LENGTH);
            assertThat(store.read(name).bytes(0, LENGTH)).isEqualTo(content(name, 1, 0, LENGTH));
        }
        assertThat(store.verticle.problem()).isEmpty();
    }

    /** Overwrites sectors here and there with zeroes, as if they had not been written; returns the chunks that lost one. */
    private static Set<Long> tear(Path file, Random random) throws IOException {
        Set<Long> chunks = new TreeSet<>();
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (int i = 0; i < 20; i++) {
                long sector = random.nextLong(LENGTH / SECTOR);
                bytes.seek(sector * SECTOR);
                bytes.write(new byte[SECTOR]);
                chunks.add(sector * SECTOR / CHUNK);
            }
        }
        return chunks;
    }

    /** Cuts the index short, or overwrites pages of it. */
    private void tearIndex(Random random) throws IOException {
        try (RandomAccessFile index =
                new RandomAccessFile(data.resolve("index.mv.db").toFile(), "rw")) {
            if (random.nextBoolean()) {
                index.setLength(random.nextLong(index.length()));
                return;
            }
            for (int i = 0; i < 4; i++) {
                index.seek(random.nextLong(index.length()) / 4096 * 4096);
                index.write(new byte[4096]);
            }
        }
    }

    private void rememberIndex() throws IOException {
        Files.copy(data.resolve("index.mv.db"), earlier.resolve("index.mv.db"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void bringBackIndex() throws IOException {
        Files.copy(earlier.resolve("index.mv.db"), data.resolve("index.mv.db"), StandardCopyOption.REPLACE_EXISTING);
    }
}
