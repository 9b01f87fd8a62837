package dev.playhead.store;

import static dev.playhead.store.TestStore.CHUNK;
import static dev.playhead.store.TestStore.content;
import static dev.playhead.store.TestStore.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.store.io.audit.Damage;
import dev.playhead.store.io.audit.Report;
import dev.playhead.store.io.audit.StoreAudit;
import dev.playhead.store.io.audit.Watcher;
import dev.playhead.store.io.file.DataDirectoryException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is checked of a store from outside, and what happens when its index is no index any more. */
class StoreAuditIT {
    private static final long LENGTH = 6 * CHUNK - 100;
    private static final MediaVersion V1 = version(1, LENGTH);

    private final Seen seen = new Seen();

    @TempDir
    Path data;

    private TestStore store;

    @BeforeEach
    void open() {
        store = TestStore.open(data);
        store.put("film", V1, 1, 0, LENGTH);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aSoundStoreIsFoundSoundAndLeftInOrder() {
        // Given
        store.stop();
        // When
        Report report = audit(false);
        // Then
        assertThat(report).isEqualTo(new Report(1, 6, LENGTH, List.of()));
        assertThat(seen.bytes).isEqualTo(LENGTH);
        assertThat(seen.total).isEqualTo(LENGTH);
        store.start();
        assertThat(store.find("film").readable()).isEqualTo(ByteRanges.of(new ByteRange(0, LENGTH)));
    }

    @Test
    void aChangedByteIsFoundAndForgottenOnDemand() throws Exception {
        // Given
        store.stop();
        flip(store.file("film"), 2 * CHUNK + 5);
        // When
        Report report = audit(false);
        // Then
        assertThat(report.damages()).hasSize(1).isEqualTo(seen.damages);
        assertThat(report.damages().get(0).range()).isEqualTo(new ByteRange(2 * CHUNK, 3 * CHUNK));
        assertThat(audit(true).damages()).hasSize(1);
        assertThat(audit(false).isSound()).isTrue();
        store.start();
        assertThat(store.find("film").complete().covers(new ByteRange(2 * CHUNK, 3 * CHUNK)))
                .isFalse();
        store.put("film", V1, 1, 0, LENGTH);
        assertThat(store.read("film").bytes(0, LENGTH)).isEqualTo(content("film", 1, 0, LENGTH));
    }

    @Test
    void aMissingFileIsMissingChunks() throws Exception {
        // Given
        store.stop();
        Files.delete(store.file("film"));
        // Then
        assertThat(audit(false).damages()).hasSize(6).allMatch(damage -> damage.kind() == Damage.Kind.MISSING);
    }

    @Test
    void aStoreInUseIsNotTouched() {
        assertThatThrownBy(() -> StoreAudit.open(data))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining(data.toString())
                .hasMessageContaining("in use");
    }

    @Test
    void anIndexThatCannotBeReadIsPutAsideAndTheMediaIsFetchedAgain() throws Exception {
        // Given
        store.stop();
        Path old = store.file("film");
        Path index = data.resolve("index.mv.db");
        byte[] garbage = new byte[(int) Files.size(index)];
        Arrays.fill(garbage, (byte) 'x');
        Files.write(index, garbage);
        // When
        store.start();
        // Then
        assertThat(data.resolve("index.unreadable.mv.db")).hasBinaryContent(garbage);
        assertThat(store.on(() -> store.verticle.mediaCatalog().find(TestStore.media("film"))))
                .isEmpty();
        await().untilAsserted(() -> assertThat(old).doesNotExist());
        store.put("film", V1, 1, 0, LENGTH);
        assertThat(store.read("film").bytes(0, LENGTH)).isEqualTo(content("film", 1, 0, LENGTH));
    }

    private Report audit(boolean repair) {
        try (StoreAudit audit = StoreAudit.open(data)) {
            Report report = audit.run(seen);
            if (repair) {
                audit.repair();
            }
            return report;
        }
    }

    private static void flip(Path file, long position) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(position);
            int found = bytes.read();
            bytes.seek(position);
            bytes.write(found ^ 1);
        }
    }

    /** Remembers what it was told. */
    private static final class Seen implements Watcher {
        private final List<Damage> damages = new ArrayList<>();
        private long bytes;
        private long total;

        @Override
        public void progressed(long now, long of) {
            bytes = now;
            total = of;
        }

        @Override
        public void found(Damage damage) {
            damages.add(damage);
        }
    }
}
