package dev.playhead.store.io.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Validator;
import dev.playhead.store.TestStore;
import dev.playhead.store.core.VersionBytes;
import dev.playhead.store.io.file.PinnedFile;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoredVersionTest {
    private static final int CHUNK = 1024;
    private static final int LENGTH = 4 * CHUNK;
    /** How often a reader looks at what it holds: long enough for an eviction to come in between. */
    private static final int LOOKS = 100;

    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private StoredVersion version;

    @BeforeEach
    void fill() {
        MediaVersion film = new MediaVersion(new Validator("\"v1\"", null), LENGTH, CHUNK, null);
        version = new StoredVersion(
                new StoredVersion.Name(TestStore.media("film"), film, 1),
                new PinnedFile(Path.of("film.bin"), LENGTH, Runnable::run),
                VersionBytes.empty(new ChunkLayout(LENGTH, CHUNK)),
                new Unnoted());
        land(0, LENGTH);
    }

    @Test
    void evictsTheWholeOfEachChunkThatARangeTouches() {
        // When
        ByteRanges gone = version.evict(new ByteRange(CHUNK / 2, CHUNK + 1));

        // Then
        assertThat(gone).isEqualTo(ByteRanges.of(new ByteRange(0, 2 * CHUNK)));
        assertThat(version.readable()).isEqualTo(ByteRanges.of(new ByteRange(2 * CHUNK, LENGTH)));
    }

    @Test
    void leavesTheChunksAloneThatSomebodyHoldsAPartOf() {
        // Given
        version.hold(version.beginRead(), new ByteRange(CHUNK + 5, CHUNK + 6));

        // When
        ByteRanges gone = version.evict(new ByteRange(0, LENGTH));

        // Then
        assertThat(gone).isEqualTo(ByteRanges.of(new ByteRange(0, CHUNK), new ByteRange(2 * CHUNK, LENGTH)));
        assertThat(version.readable()).isEqualTo(ByteRanges.of(new ByteRange(CHUNK, 2 * CHUNK)));
    }

    /** The range of the eviction begins inside of the chunk, as one that is told in bytes may. */
    @Test
    void neverTakesBytesFromWhoHasFoundThemReadable() throws Exception {
        // Given
        ExecutorService readers = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> lost = readers.submit(() -> readsOfWhatIsGone(new ByteRange(0, CHUNK / 4)));

            // When
            evictOverAndOver(new ByteRange(CHUNK / 2, CHUNK));
            over.set(true);

            // Then
            assertThat(lost.get(10, TimeUnit.SECONDS))
                    .as("reads of what had gone")
                    .isZero();
        } finally {
            over.set(true);
            readers.shutdownNow();
        }
    }

    /** Reads until it is over, and counts how often what was found readable went while it was held. */
    private int readsOfWhatIsGone(ByteRange wanted) {
        Lease lease = version.beginRead();
        int lost = 0;
        while (!over.get()) {
            boolean readable = version.hold(lease, wanted).covers(wanted);
            for (int look = 0; readable && look < LOOKS; look++) {
                lost += gone.get() ? 1 : 0;
            }
            lease.release();
            pause();
        }
        return lost;
    }

    private void evictOverAndOver(ByteRange range) {
        for (int i = 0; i < 20_000; i++) {
            if (!version.evict(range).isEmpty()) {
                gone.set(true);
                pause();
                gone.set(false);
                land(0, CHUNK);
            }
        }
    }

    private static void pause() {
        for (int look = 0; look < LOOKS; look++) {
            Thread.onSpinWait();
        }
    }

    private void land(long position, int length) {
        version.land(position, Buffer.buffer(new byte[length]), ByteBuffer.allocate(length));
    }

    /** Nobody notes how the version is used. */
    private static final class Unnoted implements Usage {
        @Override
        public void stored(StoredVersion of, ByteRange range) {}

        @Override
        public void opened(StoredVersion of) {}

        @Override
        public void reached(StoredVersion of, long began, long position) {}

        @Override
        public void retired(StoredVersion of) {}
    }
}
