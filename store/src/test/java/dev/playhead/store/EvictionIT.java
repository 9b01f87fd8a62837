package dev.playhead.store;

import static dev.playhead.store.TestStore.CHUNK;
import static dev.playhead.store.TestStore.content;
import static dev.playhead.store.TestStore.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.Slice;
import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.store.io.file.DiskUse;
import dev.playhead.testkit.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is smaller than what comes. */
class EvictionIT {
    private static final long MIB = 1024 * 1024;
    private static final DataSize LIMIT = DataSize.ofMebibytes(24);
    private static final long LENGTH = 96 * MIB;
    private static final MediaVersion FILM = version(1, LENGTH);

    @TempDir
    Path data;

    private TestStore store;

    @BeforeEach
    void open() {
        store = new TestStore(data);
        store.maxSize = LIMIT;
        store.start();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aFilmLargerThanTheStoreKeepsToTheLimitWhileItIsWritten() throws Exception {
        // When
        long most = 0;
        for (long at = 0; at < LENGTH; at += MIB) {
            store.put("film", FILM, 1, at, at + MIB);
            most = Math.max(most, DiskUse.of(data));
        }
        // Then
        assertThat(most).as("bytes on the disk at any time").isLessThanOrEqualTo(LIMIT.bytes());
        ByteRanges left = store.find("film").complete();
        assertThat(left.bytes()).as("bytes kept").isGreaterThan(LIMIT.bytes() / 2);
        assertThat(left.covers(new ByteRange(LENGTH - 8 * MIB, LENGTH)))
                .as("what came last is there")
                .isTrue();
        assertThat(store.read("film").bytes(LENGTH - 8 * MIB, LENGTH))
                .isEqualTo(content("film", 1, LENGTH - 8 * MIB, LENGTH));
        assertThat(evictedOf(1).plus(left)).isEqualTo(ByteRanges.of(new ByteRange(0, LENGTH)));
    }

    @Test
    void theIndexStaysSmallHoweverLongChunksComeAndGo() throws Exception {
        // Given
        fill("film", LIMIT.bytes());
        // When
        long most = 0;
        for (int i = 0; i < 1200; i++) {
            long at = (long) i * CHUNK;
            store.put("other", FILM, 1, at, at + CHUNK);
            most = Math.max(most, Files.size(data.resolve("index.mv.db")));
        }
        // Then
        assertThat(most).as("bytes of the index at any time").isLessThanOrEqualTo(LIMIT.bytes() / 2);
    }

    @Test
    void whatWasEvictedIsAHoleInFileAndIndexAndMayBeWrittenAgain() throws Exception {
        // Given
        fill("film", LENGTH);
        assertThat(store.find("film").readable().within(new ByteRange(2 * MIB, 3 * MIB)))
                .isEmpty();
        // When
        store.put("film", FILM, 1, 2 * MIB, 3 * MIB);
        // Then
        assertThat(store.read("film").bytes(2 * MIB, 3 * MIB)).isEqualTo(content("film", 1, 2 * MIB, 3 * MIB));
        ByteRanges before = store.find("film").complete();
        store.stop();
        store.start();
        assertThat(store.find("film").complete()).isEqualTo(before);
        assertThat(store.verticle.chunksForgotten()).isZero();
    }

    @Test
    void aSliceThatIsOnItsWayToAPlayerKeepsItsBytes() throws Exception {
        // Given
        store.put("film", FILM, 1, 0, MIB);
        MediaRead read = store.on(() -> Future.succeededFuture(
                store.verticle.mediaReader().open(TestStore.media("film"), RequestedRange.WHOLE)));
        store.on(read::version);
        Slice.OfFile slice = (Slice.OfFile) store.on(() -> read.next(3 * CHUNK, 4 * CHUNK));
        // When
        fill("other", LENGTH);
        // Then
        ByteBuffer bytes = ByteBuffer.allocate(slice.length());
        slice.channel().read(bytes, slice.offset());
        assertThat(Buffer.buffer(bytes.array())).isEqualTo(content("film", 1, 3 * CHUNK, 7 * CHUNK));
        assertThat(store.find("film").readable().covers(new ByteRange(3 * CHUNK, 7 * CHUNK)))
                .isTrue();
    }

    @Test
    void aReaderNeverGetsAWrongByteWhateverLeavesUnderIt() throws Exception {
        // Given
        store.put("film", FILM, 1, 0, MIB);
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            for (long at = 0; !stop.get(); at = (at + MIB) % LENGTH) {
                store.put("film", FILM, 1, at, at + MIB);
            }
        });
        Random random = new Random(20);
        // When
        int hits = 0;
        for (int i = 0; i < 2_000; i++) {
            List<ByteRange> there = store.find("film").readable().asList();
            if (!there.isEmpty()) {
                ByteRange run = there.get(random.nextInt(there.size()));
                hits += readRight(run.start() + random.nextLong(run.length()));
            }
        }
        stop.set(true);
        writing.join();
        // Then
        assertThat(hits).isPositive();
        assertThat(store.verticle.evictedBytes()).isPositive();
    }

    /** Takes one slice, if there is one, and checks it; returns how many were taken. */
    private int readRight(long position) throws Exception {
        MediaRead read = store.on(() -> Future.succeededFuture(
                store.verticle.mediaReader().open(TestStore.media("film"), RequestedRange.WHOLE)));
        store.on(read::version);
        Future<Slice> next = store.on(() -> Future.succeededFuture(read.next(position, CHUNK)));
        int taken = 0;
        if (next.isComplete() && next.result() instanceof Slice.OfFile slice) {
            ByteBuffer bytes = ByteBuffer.allocate(slice.length());
            slice.channel().read(bytes, slice.offset());
            assertThat(Buffer.buffer(bytes.array())).isEqualTo(content("film", 1, position, position + slice.length()));
            taken = 1;
        }
        store.on(() -> {
            read.close();
            return Future.succeededFuture();
        });
        return taken;
    }

    @Test
    void aPinnedFilmIsTheLastToLeave() throws Exception {
        // Given
        store.put("film", FILM, 1, 0, 4 * MIB);
        store.on(() -> store.verticle.mediaCatalog().pin(TestStore.media("film"), true));
        // When
        fill("other", LENGTH);
        // Then
        assertThat(store.find("film").complete()).isEqualTo(ByteRanges.of(new ByteRange(0, 4 * MIB)));
        store.stop();
        store.start();
        fill("another", LENGTH);
        assertThat(store.find("film").complete()).isEqualTo(ByteRanges.of(new ByteRange(0, 4 * MIB)));
    }

    @Test
    void whatPlayersOpenAFilmWithOutlivesHeadsAndTailsThatNobodyOpens() throws Exception {
        // Given
        ManualClock clock = new ManualClock();
        store.stop();
        store.time = clock;
        store.start();
        for (String film : List.of("opened", "other")) {
            store.put(film, FILM, 1, 0, MIB);
            store.put(film, FILM, 1, LENGTH - 2 * MIB, LENGTH);
        }
        readAndLeave("opened", 0, 1000);
        readAndLeave("opened", LENGTH - 2 * MIB, LENGTH);
        clock.advance(Duration.ofMinutes(2));
        // When
        for (int film = 0; film < 40; film++) {
            store.put("film" + film, FILM, 1, 0, MIB);
            store.put("film" + film, FILM, 1, LENGTH - MIB, LENGTH);
        }
        // Then
        assertThat(store.find("opened").complete())
                .isEqualTo(ByteRanges.of(new ByteRange(0, MIB), new ByteRange(LENGTH - 2 * MIB, LENGTH)));
        assertThat(store.find("other").complete()).isEqualTo(ByteRanges.EMPTY);
    }

    private void readAndLeave(String film, long start, long end) {
        TestRead read = store.read(film);
        read.bytes(start, end);
        read.close();
    }

    @Test
    void whatNobodyHasWatchedForDaysIsForgotten() {
        // Given
        ManualClock clock = new ManualClock();
        store.stop();
        store.time = clock;
        store.unwatched = Duration.ofDays(7);
        store.start();
        store.put("watched", FILM, 1, 0, MIB);
        store.put("unwatched", FILM, 1, 0, MIB);
        clock.advance(Duration.ofDays(6));
        store.read("watched").bytes(0, 1);
        clock.advance(Duration.ofDays(2));
        // When
        store.on(() -> store.verticle.expire());
        // Then
        assertThat(store.on(() -> store.verticle.mediaCatalog().find(TestStore.media("unwatched"))))
                .isEmpty();
        assertThat(store.on(() -> store.verticle.mediaCatalog().find(TestStore.media("watched"))))
                .isPresent();
    }

    @Test
    void aNextLifeGivesBackWhatTheIndexDoesNotKnow() throws Exception {
        // Given
        store.maxSize = new DataSize(0);
        store.stop();
        store.start();
        store.put("film", FILM, 1, 0, 4 * MIB);
        SpanSink open =
                store.on(() -> store.verticle.spanWriter().open(TestStore.head("film", FILM, 8 * MIB, 16 * MIB)));
        store.on(() -> open.write(content("film", 1, 8 * MIB, 8 * MIB + CHUNK - 1)));
        store.stop();
        Path orphan = store.file("film").resolveSibling("0123456789abcdef-1.bin");
        Files.write(orphan, new byte[100]);
        // When
        store.start();
        // Then
        await().untilAsserted(() -> assertThat(orphan).doesNotExist());
        await().untilAsserted(() ->
                assertThat(DiskUse.of(store.file("film").getParent())).isBetween(4 * MIB, 4 * MIB + 32 * 1024));
        assertThat(store.read("film").bytes(0, 4 * MIB)).isEqualTo(content("film", 1, 0, 4 * MIB));
    }

    private void fill(String name, long length) {
        for (long at = 0; at < length; at += MIB) {
            store.put(name, FILM, 1, at, at + MIB);
        }
    }

    private ByteRanges evictedOf(int version) {
        return store.bus.published(ChunkEvent.ChunksEvicted.class).stream()
                .filter(event -> event.version().equals(version(version, LENGTH).id()))
                .map(event -> ByteRanges.of(event.ranges()))
                .reduce(ByteRanges.EMPTY, ByteRanges::plus);
    }
}
