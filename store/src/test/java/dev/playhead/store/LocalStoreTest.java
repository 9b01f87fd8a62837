package dev.playhead.store;

import static dev.playhead.store.TestStore.CHUNK;
import static dev.playhead.store.TestStore.content;
import static dev.playhead.store.TestStore.head;
import static dev.playhead.store.TestStore.media;
import static dev.playhead.store.TestStore.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.Slice;
import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.store.io.file.DataDirectory;
import dev.playhead.store.io.index.IndexDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caller in the same JVM may count on beyond the contract of the ports. */
class LocalStoreTest {
    private static final long LENGTH = 6 * CHUNK;
    private static final MediaVersion V1 = version(1, LENGTH);

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
    void storedBytesAreARegionOfTheOpenFileInTheCallItself() {
        // Given
        store.put("film", V1, 1, 0, LENGTH);
        MediaRead read = open("film");
        store.on(read::version);
        // When
        Future<Slice> next = store.on(() -> Future.succeededFuture(read.next(CHUNK, 4 * CHUNK)));
        // Then
        assertThat(next.isComplete()).isTrue();
        Slice.OfFile file = (Slice.OfFile) next.result();
        assertThat(file.offset()).isEqualTo(CHUNK);
        assertThat(file.length()).isEqualTo(4 * CHUNK);
        assertThat(store.<Long>on(() -> Future.succeededFuture(read.readableEnd(CHUNK))))
                .isEqualTo(LENGTH);
    }

    @Test
    void mediaInMemoryIsDescribedInTheCallItself() {
        // Given
        store.put("film", V1, 1, 0, CHUNK);
        // When
        boolean described = store.on(() -> Future.succeededFuture(store.verticle
                .mediaReader()
                .open(media("film"), RequestedRange.WHOLE)
                .version()
                .isComplete()));
        // Then
        assertThat(described).isTrue();
    }

    @Test
    void readerThatCaughtUpSharesTheArrivingBytes() {
        // Given
        SpanSink sink = store.on(() -> store.verticle.spanWriter().open(head("film", V1, 0, LENGTH)));
        MediaRead read = open("film");
        store.on(read::version);
        Future<Slice> waiting = store.on(() -> Future.succeededFuture(read.next(10, 20)));
        Buffer arriving = content("film", 1, 0, 1000);
        // When
        store.on(() -> sink.write(arriving));
        Slice.OfBuffer slice = (Slice.OfBuffer) TestStore.result(waiting);
        // Then
        assertThat(slice.buffer()).isEqualTo(content("film", 1, 10, 30));
        arriving.setByte(10, (byte) ~arriving.getByte(10));
        assertThat(slice.buffer().getByte(0)).isEqualTo(arriving.getByte(10));
        assertThat(((BufferInternal) slice.buffer()).getByteBuf().hasArray()).isTrue();
    }

    @Test
    void futuresCompleteOnTheCallersContext() {
        // Given
        SpanSink sink = store.on(() -> store.verticle.spanWriter().open(head("film", V1, 0, LENGTH)));
        // When
        boolean written = store.on(
                () -> sink.write(content("film", 1, 0, CHUNK)).map(done -> Vertx.currentContext() == store.context));
        boolean ended = store.on(() -> sink.end().map(done -> Vertx.currentContext() == store.context));
        boolean found = store.on(() -> store.verticle
                .mediaCatalog()
                .find(media("other"))
                .map(done -> Vertx.currentContext() == store.context));
        // Then
        assertThat(List.of(written, ended, found)).containsOnly(true);
    }

    @Test
    void versionThatIsReplacedFailsItsOpenWriters() {
        // Given
        SpanSink old = store.on(() -> store.verticle.spanWriter().open(head("film", V1, 0, LENGTH)));
        store.on(() -> old.write(content("film", 1, 0, 100)));
        // When
        store.put("film", version(2, LENGTH), 2, 0, CHUNK);
        // Then
        assertThatThrownBy(() -> store.on(() -> old.write(content("film", 1, 100, 200))))
                .isInstanceOf(StoreException.StaleVersion.class);
        store.on(old::end);
        assertThat(store.bus.published(ChunkEvent.VersionChanged.class))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.from()).isEqualTo(V1.id());
                    assertThat(event.to()).isEqualTo(version(2, LENGTH));
                });
    }

    @Test
    void whatIsThereAlreadyIsToldAgain() {
        // Given
        store.put("film", V1, 1, 0, 2 * CHUNK);
        // When: the same command comes again
        store.put("film", V1, 1, 0, 2 * CHUNK);
        // Then
        List<ChunkEvent.ChunksStored> ends = store.bus.published(ChunkEvent.ChunksStored.class).stream()
                .filter(ChunkEvent.ChunksStored::complete)
                .toList();
        assertThat(ends).hasSize(2);
        assertThat(store.bus.published(ChunkEvent.ChunksStored.class))
                .filteredOn(event -> event.command().equals(ends.get(1).command()))
                .flatExtracting(ChunkEvent.ChunksStored::readable)
                .containsExactly(new ByteRange(0, 2 * CHUNK));
    }

    @Test
    void revisionsFollowTheOrderOfPublication() {
        // When
        for (long at = 0; at < LENGTH; at += CHUNK) {
            store.put("film", V1, 1, at, at + CHUNK);
        }
        // Then
        List<Long> revisions = store.bus.published(ChunkEvent.ChunksStored.class).stream()
                .map(ChunkEvent.ChunksStored::revision)
                .toList();
        assertThat(revisions).isSorted().doesNotHaveDuplicates();
        assertThat(store.find("film").revision()).isEqualTo(revisions.get(revisions.size() - 1));
    }

    @Test
    void bytesOutsideOfTheSpanAreRefused() {
        // Given
        SpanSink sink = store.on(() -> store.verticle.spanWriter().open(head("film", V1, 0, 100)));
        // Then
        assertThatThrownBy(() -> store.on(() -> sink.write(content("film", 1, 0, 101))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("101");
        assertThatThrownBy(() -> store.on(() -> store.verticle.spanWriter().open(head("film", V1, 0, LENGTH + 1))))
                .isInstanceOf(IllegalArgumentException.class);
        store.on(sink::end);
        assertThatThrownBy(() -> store.on(sink::end)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void brokenIndexRefusesWritesAndSaysSoWhileReadsGoOn() throws Exception {
        // Given
        store.put("film", V1, 1, 0, CHUNK);
        try (Connection saboteur = DriverManager.getConnection(IndexDatabase.url(DataDirectory.index(data)))) {
            saboteur.createStatement().execute("DROP TABLE chunk");
        }
        SpanSink sink = store.on(() -> store.verticle.spanWriter().open(head("film", V1, CHUNK, 2 * CHUNK)));
        store.on(() -> sink.write(content("film", 1, CHUNK, 2 * CHUNK)));
        // When
        assertThatThrownBy(() -> store.on(sink::end)).isInstanceOf(StoreException.Unavailable.class);
        // Then
        assertThat(store.verticle.problem()).get().asString().contains("index cannot be written");
        assertThatThrownBy(() -> store.put("film", V1, 1, 2 * CHUNK, 3 * CHUNK))
                .isInstanceOf(StoreException.Unavailable.class);
        assertThat(store.read("film").bytes(0, 2 * CHUNK)).isEqualTo(content("film", 1, 0, 2 * CHUNK));
    }

    @Test
    void stoppingFailsWhoWaits() {
        // Given
        store.put("film", V1, 1, 0, CHUNK);
        TestRead read = store.read("film");
        assertThat(read.bytes(0, CHUNK)).isEqualTo(content("film", 1, 0, CHUNK));
        Future<Buffer> rest = read.start(CHUNK, LENGTH);
        // When
        store.stop();
        // Then
        await().until(rest::isComplete);
        assertThat(rest.cause()).isInstanceOf(StoreException.Unavailable.class);
    }

    private MediaRead open(String name) {
        return store.on(
                () -> Future.succeededFuture(store.verticle.mediaReader().open(media(name), RequestedRange.WHOLE)));
    }
}
