package dev.playhead.store;

import static dev.playhead.store.TestStore.CHUNK;
import static dev.playhead.store.TestStore.content;
import static dev.playhead.store.TestStore.head;
import static dev.playhead.store.TestStore.media;
import static dev.playhead.store.TestStore.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.MediaReader;
import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.bytes.SpanWriter;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every adapter of the byte ports keeps to. */
abstract class BytePortContract {
    private static final long LENGTH = 10 * CHUNK + 123;
    private static final MediaVersion V1 = version(1, LENGTH);
    private static final MediaVersion V2 = version(2, LENGTH);

    private static final Freshness FRESH = new Freshness(1_700_000_000_000L, 7, 60L, "max-age=60, must-revalidate");

    @TempDir
    Path data;

    TestStore store;

    /** What the store may map of its files. */
    DataSize mappedFiles() {
        return StoreConfig.MAPPED_FILES.fallback();
    }

    abstract SpanWriter writer();

    abstract MediaReader reader();

    abstract MediaCatalog catalog();

    @BeforeEach
    void open() {
        store = new TestStore(data);
        store.mappedFiles = mappedFiles();
        store.start();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void givesBackWhatWasWritten() {
        // Given
        put("film", 1, 0, LENGTH);
        // When
        TestRead read = read("film", RequestedRange.WHOLE);
        // Then
        assertThat(read.version()).isEqualTo(V1);
        assertThat(read.bytes(0, LENGTH)).isEqualTo(content("film", 1, 0, LENGTH));
    }

    @Test
    void tellsWhatItHolds() {
        // Given
        put("film", 1, 100, 2 * CHUNK + 50);
        // When
        StoredMedia found = store.on(() -> catalog().find(media("film"))).orElseThrow();
        // Then
        assertThat(found.version()).isEqualTo(V1);
        assertThat(found.source().path()).isEqualTo("/film");
        assertThat(found.readable()).isEqualTo(ByteRanges.of(new ByteRange(100, 2 * CHUNK + 50)));
        assertThat(found.complete()).isEqualTo(ByteRanges.of(new ByteRange(CHUNK, 2 * CHUNK)));
        assertThat(store.on(() -> catalog().find(media("other")))).isEmpty();
    }

    @Test
    void listsInPages() {
        // Given
        List.of("a", "b", "c").forEach(name -> put(name, 1, 0, CHUNK));
        // When
        List<StoredMedia> first = store.on(() -> catalog().list(null, 2));
        List<StoredMedia> second = store.on(() -> catalog().list(first.get(1).media(), 2));
        // Then
        assertThat(first).hasSize(2);
        assertThat(second).hasSize(1);
        assertThat(List.of(
                        first.get(0).media(),
                        first.get(1).media(),
                        second.get(0).media()))
                .isSorted()
                .containsExactlyInAnyOrder(media("a"), media("b"), media("c"));
    }

    @Test
    void readOfUnknownMediaWaitsForItsDescriptionAndBytes() {
        // Given
        TestRead read = read("film", new RequestedRange.Suffix(1000));
        Future<Buffer> bytes = read.start(LENGTH - 1000, LENGTH);
        assertThat(read.describedYet()).isFalse();
        // When
        put("film", 1, LENGTH - CHUNK, LENGTH);
        // Then
        assertThat(read.version()).isEqualTo(V1);
        assertThat(TestStore.result(bytes)).isEqualTo(content("film", 1, LENGTH - 1000, LENGTH));
    }

    @Test
    void waitingReadGetsBytesBeforeTheSpanEnds() {
        // Given
        SpanSink sink = begin("film", V1, 0, LENGTH);
        TestRead read = read("film", RequestedRange.WHOLE);
        assertThat(read.version()).isEqualTo(V1);
        Future<Buffer> first = read.start(0, 1000);
        // When
        store.on(() -> sink.write(content("film", 1, 0, 1000)));
        // Then
        assertThat(TestStore.result(first)).isEqualTo(content("film", 1, 0, 1000));
        store.on(sink::end);
    }

    @Test
    void herdSharesOneSpan() {
        // Given
        List<Future<Buffer>> herd = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            herd.add(read("film", RequestedRange.of(new ByteRange(500, 3 * CHUNK)))
                    .start(500, 3 * CHUNK));
        }
        // When
        SpanSink sink = begin("film", V1, 500, 3 * CHUNK);
        for (long at = 500; at < 3 * CHUNK; at += 10_000) {
            long from = at;
            store.on(() -> sink.write(content("film", 1, from, Math.min(3 * CHUNK, from + 10_000))));
        }
        store.on(sink::end);
        // Then
        assertThat(herd)
                .allSatisfy(each -> assertThat(TestStore.result(each)).isEqualTo(content("film", 1, 500, 3 * CHUNK)));
    }

    @Test
    void firstWriterWins() {
        // Given
        put("film", 1, 1000, 3000);
        // When: another writer of the same version sends other bytes over it
        SpanSink late = begin("film", V1, 0, 4000);
        store.on(() -> late.write(content("liar", 1, 0, 4000)));
        store.on(late::end);
        // Then
        Buffer expected = content("liar", 1, 0, 1000)
                .appendBuffer(content("film", 1, 1000, 3000))
                .appendBuffer(content("liar", 1, 3000, 4000));
        assertThat(read("film", RequestedRange.of(new ByteRange(0, 4000))).bytes(0, 4000))
                .isEqualTo(expected);
    }

    @Test
    void adoptsUnseenVersionAndRefusesTheOldOne() {
        // Given
        put("film", 1, 0, CHUNK);
        put("film", 2, 0, CHUNK);
        // When
        SpanHead stale = head("film", V1, CHUNK, 2 * CHUNK);
        // Then
        assertThatThrownBy(() -> store.on(() -> writer().open(stale))).isInstanceOf(StoreException.StaleVersion.class);
        assertThat(read("film", RequestedRange.of(new ByteRange(0, CHUNK))).bytes(0, CHUNK))
                .isEqualTo(content("film", 2, 0, CHUNK));
    }

    @Test
    void readOfReplacedVersionKeepsWhatIsStoredAndFailsAtTheRest() {
        // Given
        put("film", 1, 0, CHUNK);
        TestRead read = read("film", RequestedRange.WHOLE);
        assertThat(read.bytes(0, 100)).isEqualTo(content("film", 1, 0, 100));
        Future<Buffer> rest = read.start(100, LENGTH);
        // When
        put("film", 2, 0, CHUNK);
        // Then
        assertThatThrownBy(() -> TestStore.result(rest)).isInstanceOf(StoreException.VersionGone.class);
        assertThat(read.taken()).isEqualTo(content("film", 1, 0, CHUNK));
    }

    @Test
    void fullDiskRefuses() {
        // Given
        SpanSink sink = begin("film", V1, 0, LENGTH);
        store.on(() -> sink.write(content("film", 1, 0, CHUNK)));
        await().until(() -> store.find("film").readable().bytes() == CHUNK);
        store.usable.set(0);
        // When
        await().untilAsserted(
                        () -> assertThatThrownBy(() -> store.on(() -> sink.write(content("film", 1, CHUNK, CHUNK + 1))))
                                .isInstanceOf(StoreException.Full.class));
        store.on(sink::end);
        // Then
        assertThatThrownBy(() -> store.on(() -> writer().open(head("film", V1, CHUNK, LENGTH))))
                .isInstanceOf(StoreException.Full.class);
    }

    @Test
    void closeWakesWhoWaits() {
        // Given
        TestRead undescribed = read("unknown", RequestedRange.WHOLE);
        put("film", 1, 0, CHUNK);
        TestRead waiting = read("film", RequestedRange.WHOLE);
        assertThat(waiting.bytes(0, CHUNK)).isEqualTo(content("film", 1, 0, CHUNK));
        Future<Buffer> missing = waiting.start(CHUNK, LENGTH);
        // When
        waiting.close();
        undescribed.close();
        // Then
        assertThatThrownBy(() -> TestStore.result(missing)).isInstanceOf(StoreException.Closed.class);
        assertThatThrownBy(undescribed::version).isInstanceOf(StoreException.Closed.class);
        assertThatThrownBy(() -> waiting.bytes(0, 1)).isInstanceOf(StoreException.Closed.class);
    }

    @Test
    void rangeBehindTheEndStillLearnsTheVersion() {
        // Given
        put("film", 1, 0, CHUNK);
        // When
        TestRead read = read("film", new RequestedRange.From(LENGTH + 5, null));
        // Then
        assertThat(read.version()).isEqualTo(V1);
    }

    @Test
    void hugeRangesAndSuffixesAreCutToTheLength() {
        // Given
        put("film", 1, 0, LENGTH);
        // When
        TestRead suffix = read("film", new RequestedRange.Suffix(Long.MAX_VALUE / 1000));
        TestRead huge = read("film", new RequestedRange.From(LENGTH - 7, Long.MAX_VALUE / 1000));
        // Then
        assertThat(suffix.bytes(0, LENGTH)).isEqualTo(content("film", 1, 0, LENGTH));
        assertThat(huge.bytes(LENGTH - 7, LENGTH)).isEqualTo(content("film", 1, LENGTH - 7, LENGTH));
    }

    @Test
    void aReaderMaySkipForward() {
        // Given
        put("film", 1, 0, LENGTH);
        TestRead read = read("film", RequestedRange.WHOLE);
        // When
        Buffer head = read.bytes(0, 10);
        Buffer later = read.bytes(5 * CHUNK, 6 * CHUNK);
        // Then
        assertThat(head).isEqualTo(content("film", 1, 0, 10));
        assertThat(later).isEqualTo(content("film", 1, 5 * CHUNK, 6 * CHUNK));
    }

    @Test
    void writerIsToldToPauseAndToGoOn() {
        // Given
        // More than a socket and whoever reads from it keep up with, however fast both are.
        int piece = 8 * 1024 * 1024;
        long length = 32L * piece;
        SpanSink sink = begin("large", version(1, length), 0, length);
        AtomicBoolean drained = new AtomicBoolean();
        // When
        int written = store.on(() -> {
            int buffers = 0;
            while (!sink.isFull() && buffers < 32) {
                sink.write(Buffer.buffer(new byte[piece]));
                buffers++;
            }
            sink.onDrain(() -> drained.set(true));
            return Future.succeededFuture(buffers);
        });
        // Then
        assertThat(written).isLessThan(32);
        await().untilTrue(drained);
        store.on(sink::end);
        assertThat(store.on(() -> catalog().find(media("large")))
                        .orElseThrow()
                        .readable()
                        .bytes())
                .isEqualTo(written * (long) piece);
    }

    @Test
    void endTellsWhatIsStored() {
        // Given
        SpanHead head = head("film", V1, 0, 2 * CHUNK);
        SpanSink sink = store.on(() -> writer().open(head));
        // When
        store.on(() -> sink.write(content("film", 1, 0, CHUNK + 10)));
        store.on(sink::end);
        // Then
        List<ChunkEvent> events = store.bus.published(ChunkEvent.class);
        assertThat(events.get(0)).isInstanceOf(ChunkEvent.MediaDescribed.class);
        List<ChunkEvent.ChunksStored> stored = store.bus.published(ChunkEvent.ChunksStored.class);
        assertThat(stored).allMatch(event -> event.command().equals(head.command()));
        assertThat(stored).filteredOn(ChunkEvent.ChunksStored::complete).hasSize(1);
        ByteRanges told = ByteRanges.of(
                stored.stream().flatMap(event -> event.readable().stream()).toList());
        assertThat(told).isEqualTo(ByteRanges.of(new ByteRange(0, CHUNK + 10)));
        assertThat(stored.get(stored.size() - 1).stats().bytes()).isEqualTo(CHUNK + 10);
        assertThat(stored.get(stored.size() - 1).stats().timeToFirstByte()).hasMillis(40);
    }

    @Test
    void deleteForgetsTheMedia() {
        // Given
        put("film", 1, 0, CHUNK);
        TestRead read = read("film", RequestedRange.WHOLE);
        assertThat(read.bytes(0, CHUNK)).isEqualTo(content("film", 1, 0, CHUNK));
        Future<Buffer> rest = read.start(CHUNK, LENGTH);
        // When
        boolean deleted = store.on(() -> catalog().delete(media("film")));
        // Then
        assertThat(deleted).isTrue();
        assertThat(store.on(() -> catalog().delete(media("film")))).isFalse();
        assertThat(store.on(() -> catalog().find(media("film")))).isEmpty();
        assertThatThrownBy(() -> TestStore.result(rest)).isInstanceOf(StoreException.VersionGone.class);
        put("film", 1, CHUNK, 2 * CHUNK);
        assertThat(store.on(() -> catalog().find(media("film"))).orElseThrow().readable())
                .isEqualTo(ByteRanges.of(new ByteRange(CHUNK, 2 * CHUNK)));
    }

    @Test
    void tellsHowLongAVersionHolds() {
        // Given
        SpanHead head = head("film", V1, new ByteRange(0, CHUNK), FRESH);
        // When
        store.on(() -> writer().open(head));
        // Then
        TestRead read = read("film", RequestedRange.WHOLE);
        assertThat(read.version()).isEqualTo(V1);
        assertThat(read.freshness()).isEqualTo(FRESH);
        assertThat(store.find("film").freshness()).isEqualTo(FRESH);
    }

    @Test
    void aVersionThatIsConfirmedHoldsForLonger() {
        // Given
        put("film", 1, 0, CHUNK);
        // When
        boolean known = store.on(() -> catalog().observe(media("film"), V1, FRESH));
        // Then
        assertThat(known).isTrue();
        assertThat(store.find("film").freshness()).isEqualTo(FRESH);
        assertThat(read("film", RequestedRange.WHOLE).bytes(0, CHUNK)).isEqualTo(content("film", 1, 0, CHUNK));
    }

    @Test
    void aVersionThatSomebodySawTakesThePlaceOfTheStoredOne() {
        // Given
        put("film", 1, 0, CHUNK);
        // When
        boolean known = store.on(() -> catalog().observe(media("film"), V2, FRESH));
        // Then
        assertThat(known).isTrue();
        StoredMedia found = store.find("film");
        assertThat(found.version()).isEqualTo(V2);
        assertThat(found.readable()).isEqualTo(ByteRanges.EMPTY);
        assertThat(found.freshness()).isEqualTo(FRESH);
        assertThatThrownBy(() -> store.on(() -> catalog().observe(media("film"), V1, FRESH)))
                .isInstanceOf(StoreException.StaleVersion.class);
    }

    @Test
    void whatSomebodySawMakesNoMediaKnown() {
        // When
        boolean known = store.on(() -> catalog().observe(media("film"), V1, FRESH));
        // Then
        assertThat(known).isFalse();
        assertThat(store.on(() -> catalog().find(media("film")))).isEmpty();
    }

    @Test
    void versionsThatFollowEachOtherTooFastAreRefused() {
        // Given
        for (int version = 1; version <= 3; version++) {
            put("film", version, 0, CHUNK);
        }
        // Then
        assertThatThrownBy(() -> put("film", 4, 0, CHUNK)).isInstanceOf(StoreException.Unsettled.class);
        assertThatThrownBy(() -> store.on(() -> catalog().observe(media("film"), V2, FRESH)))
                .isInstanceOf(StoreException.Unsettled.class);
    }

    private void put(String name, int version, long start, long end) {
        SpanSink sink = begin(name, version(version, LENGTH), start, end);
        for (long at = start; at < end; at += 20_000) {
            long from = at;
            store.on(() -> sink.write(content(name, version, from, Math.min(end, from + 20_000))));
        }
        store.on(sink::end);
    }

    private SpanSink begin(String name, MediaVersion version, long start, long end) {
        return store.on(() -> writer().open(head(name, version, start, end)));
    }

    private TestRead read(String name, RequestedRange range) {
        return TestRead.open(store, reader(), media(name), range);
    }
}
