package dev.playhead.scheduler.core;

import static dev.playhead.scheduler.core.CoreFixture.MEDIA;
import static dev.playhead.scheduler.core.CoreFixture.MIB;
import static dev.playhead.scheduler.core.CoreFixture.ORIGIN;
import static dev.playhead.scheduler.core.CoreFixture.SOURCE;
import static dev.playhead.scheduler.core.CoreFixture.cancelled;
import static dev.playhead.scheduler.core.CoreFixture.mib;
import static dev.playhead.scheduler.core.CoreFixture.published;
import static dev.playhead.scheduler.core.CoreFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.config.BackgroundFill;
import dev.playhead.common.config.BackgroundFill.Mode;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.Cursor;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlaybackEvent.PlaybackAdvanced;
import dev.playhead.common.event.PlaybackEvent.StreamClosed;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.event.PreCacheEvent.PreCacheCancelled;
import dev.playhead.common.event.PreCacheEvent.PreCacheRequested;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is fetched though nobody waits for it. */
class BulkTest {
    private final CoreFixture t = new CoreFixture();

    @Test
    void mediaThatNobodyWatchesIsFetchedOnTheBulkLane() {
        // Given
        t.beat("f");
        asks(RequestedRange.WHOLE);

        // When
        List<FetchSpan> spans = published(t.loads(stored(1)));

        // Then
        assertThat(spans).hasSize(1);
        assertThat(spans.get(0).priority()).isEqualTo(Priority.MEDIUM);
        assertThat(spans.get(0).range().firstByte()).hasValue(0L);
        assertThat(spans.get(0).source()).isEqualTo(SOURCE);
    }

    @Test
    void whatNobodyWaitsForIsNoWasteOfViewers() {
        // Given
        t.beat("f");
        asks(RequestedRange.WHOLE);
        FetchSpan span = published(t.loads(stored(1))).get(0);

        // When
        t.storedBy(span, 2, true, mib(0, 1));

        // Then
        assertThat(t.core.counts().readAhead()).isEqualTo(ReadAheadUse.NONE);
    }

    @Test
    void firstSpanOfUnknownMediaEndsWhereAnyChunkSizeDoes() {
        // Given
        t.beat("f");
        asks(new RequestedRange.From(3 * MIB + 5, null));

        // When
        List<FetchSpan> spans = published(t.loads(null));

        // Then
        assertThat(spans).hasSize(1);
        assertThat(spans.get(0).range().resolve(100 * MIB).orElseThrow().start() % MIB)
                .isZero();
        assertThat(spans.get(0).range().resolve(100 * MIB).orElseThrow().contains(3 * MIB + 5))
                .isTrue();
    }

    @Test
    void rangeIsFetchedInWholeChunks() {
        // Given
        t.beat("f");
        asks(new RequestedRange.From(10 * MIB + 1, 10 * MIB + 2));

        // When
        List<FetchSpan> spans = published(t.loads(stored(1)));

        // Then
        assertThat(spans)
                .extracting(FetchSpan::range)
                .containsExactly(RequestedRange.of(CoreFixture.VERSION
                        .layout()
                        .rangeOf(CoreFixture.VERSION.layout().chunkAt(10 * MIB + 1))));
    }

    @Test
    void itWaitsWhileTheOriginWorksForAViewer() {
        // Given
        t.beat("f");
        t.opens("s", 0);
        FetchSpan viewers = published(t.loads(stored(1, mib(1, 100)))).get(0);
        List<Decision> asked = asks(RequestedRange.WHOLE);

        // When
        List<Decision> evicted =
                t.reports(new ChunkEvent.ChunksEvicted(MEDIA, CoreFixture.VERSION.id(), List.of(mib(60, 70)), 2));
        List<Decision> done = t.storedBy(viewers, 3, true, mib(0, 1));

        // Then
        assertThat(published(asked)).isEmpty();
        assertThat(published(evicted)).isEmpty();
        assertThat(published(done)).extracting(FetchSpan::priority).containsExactly(Priority.MEDIUM);
    }

    @Test
    void itLeavesBeforeAViewerIsServed() {
        // Given
        t.beat("f");
        asks(RequestedRange.WHOLE);
        FetchSpan bulk = published(t.loads(stored(1))).get(0);

        // When
        List<Decision> decisions = t.opens("s", 50 * MIB);

        // Then
        assertThat(cancelled(decisions)).containsExactly(bulk.command());
        assertThat(published(decisions)).isNotEmpty().allMatch(span -> span.priority() != Priority.MEDIUM);
        assertThat(decisions.get(0)).isInstanceOf(Decision.Cancel.class);
    }

    @Test
    void itStaysWhereItServesTheViewer() {
        // Given
        t.beat("f");
        asks(RequestedRange.WHOLE);
        FetchSpan bulk = published(t.loads(stored(1))).get(0);

        // When
        List<Decision> decisions = t.opens("s", 0);

        // Then
        assertThat(cancelled(decisions)).doesNotContain(bulk.command());
        assertThat(published(decisions))
                .noneMatch(span -> span.range().firstByte().orElse(-1L) == 0);
    }

    @Test
    void itEndsWithItsWish() {
        // Given
        t.beat("f");
        asks(RequestedRange.WHOLE);
        FetchSpan bulk = published(t.loads(stored(1))).get(0);

        // When
        List<Decision> decisions = t.send(new Signal.Asked(0, new PreCacheCancelled(MEDIA, t.now)));

        // Then
        assertThat(cancelled(decisions)).containsExactly(bulk.command());
        assertThat(t.core.mediaCount()).isZero();
    }

    @Test
    void itEndsWhenItsStoreHasGoneSilent() {
        // Given
        t.beat("f");
        asks(RequestedRange.WHOLE);
        t.loads(stored(1));

        // When
        t.pass(Bulk.SILENCE).tick();

        // Then
        assertThat(t.core.inFlight()).isEmpty();
        assertThat(t.core.mediaCount()).isZero();
    }

    @Test
    void whatTheOriginDoesNotHaveIsGivenUpOnce() {
        // Given
        t.beat("f");
        asks(RequestedRange.WHOLE);
        FetchSpan bulk = published(t.loads(stored(1))).get(0);

        // When
        List<Decision> decisions = t.fails(bulk, FailureReason.NOT_FOUND);

        // Then
        assertThat(decisions).contains(new Decision.GiveUp(MEDIA, "NOT_FOUND"));
        assertThat(published(decisions)).isEmpty();
        assertThat(t.pass(Duration.ofSeconds(1)).tick()).noneMatch(Decision.GiveUp.class::isInstance);
    }

    @Test
    void aWishThatIsRepeatedThoughAllSeemsThereAsksTheStore() {
        // Given
        t.beat("f");
        asks(RequestedRange.WHOLE);
        t.loads(stored(1, mib(0, 100)));
        t.pass(Duration.ofSeconds(2));

        // When
        List<Decision> decisions = asks(RequestedRange.WHOLE);

        // Then
        assertThat(CoreFixture.asksStore(decisions)).isTrue();
    }

    @Test
    void fillBeginsOnlyBehindAViewerWhoReadsOn() {
        // Given
        Bulk bulk = new Bulk(new BackgroundFill(Mode.WHILE_WATCHING, new DataSize(0)));
        Playhead starting = Playhead.begin(1, t.now);

        // Then
        assertThat(bulk.wishes(List.of(reader(starting)))).isEmpty();
        assertThat(bulk.wishes(List.of(reader(starting.advanced(5 * MIB, Pace.UNKNOWN, t.now)))))
                .extracting(BulkWish::priority)
                .containsExactly(Priority.LOW);
        assertThat(bulk.wishes(List.of())).isEmpty();
    }

    @Test
    void fillBeginsBehindItsViewerAndEndsWhereBytesHadToLeave() {
        // Given
        Bulk bulk = new Bulk(new BackgroundFill(Mode.WHILE_WATCHING, new DataSize(0)));
        List<Reader> watching = List.of(reader(Playhead.begin(1, t.now).advanced(5 * MIB, Pace.UNKNOWN, t.now)));
        long from = bulk.wishes(watching).get(0).from();

        // When
        bulk.evicted();

        // Then
        assertThat(from).isEqualTo(20 * MIB);
        assertThat(bulk.wishes(watching)).isEmpty();
    }

    @Test
    void whatIsCompletedInAnyCaseIsHandedToTheStoreOnce() {
        // Given
        Bulk bulk = new Bulk(new BackgroundFill(Mode.ALWAYS, new DataSize(0)));
        Viewers viewers = new Viewers();
        tell(viewers, new StreamOpened(MEDIA, SOURCE, standingAt(0), t.now));
        boolean opened = bulk.takeKeeping(viewers);

        // When
        tell(viewers, new PlaybackAdvanced(MEDIA, SOURCE, standingAt(5 * MIB), false, t.now));

        // Then
        assertThat(opened).isFalse();
        assertThat(bulk.takeKeeping(viewers)).isTrue();
        assertThat(bulk.takeKeeping(viewers)).isFalse();
    }

    @Test
    void whoIsKnownToHaveReadOnOnlyByItsLastWordHasWatched() {
        // Given
        Bulk bulk = new Bulk(new BackgroundFill(Mode.ALWAYS, new DataSize(0)));
        Viewers viewers = new Viewers();
        tell(viewers, new StreamOpened(MEDIA, SOURCE, standingAt(0), t.now));

        // When
        tell(viewers, new StreamClosed(MEDIA, SOURCE, standingAt(5 * MIB), t.now));

        // Then
        assertThat(viewers.readers()).isEmpty();
        assertThat(bulk.takeKeeping(viewers)).isTrue();
    }

    @Test
    void fillRestsUntilItsRateAllowsTheNextSpan() {
        // Given
        FillRate rate = new FillRate(Map.of(ORIGIN, new BackgroundFill(Mode.ALWAYS, DataSize.ofMebibytes(2))));

        // When
        rate.took(ORIGIN, RequestedRange.of(mib(0, 4)), t.now);

        // Then
        assertThat(rate.mayGo(ORIGIN, t.now.plusMillis(1999))).isFalse();
        assertThat(rate.mayGo(ORIGIN, t.now.plusMillis(2000))).isTrue();
        assertThat(rate.nextChange()).isEqualTo(t.now.plusSeconds(2));
        assertThat(rate.spanSize(ORIGIN, 8 * MIB)).isEqualTo(2 * MIB);
    }

    private void tell(Viewers viewers, PlaybackEvent event) {
        viewers.on(event, ByteRanges.EMPTY, t.now);
    }

    private static Cursor standingAt(long position) {
        return CoreFixture.cursor("s", 1, new RequestedRange.From(position, null));
    }

    private Reader reader(Playhead playhead) {
        return new Reader(
                OpenCursor.opened(
                        new StreamOpened(
                                MEDIA,
                                SOURCE,
                                CoreFixture.cursor("s", 1, new RequestedRange.From(20 * MIB, null)),
                                t.now),
                        t.now),
                playhead);
    }

    private List<Decision> asks(RequestedRange range) {
        return t.send(new Signal.Asked(0, new PreCacheRequested(MEDIA, SOURCE, range, Priority.MEDIUM, t.now)));
    }
}
