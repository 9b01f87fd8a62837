package dev.playhead.scheduler.core;

import static dev.playhead.scheduler.core.CoreFixture.MEDIA;
import static dev.playhead.scheduler.core.CoreFixture.MIB;
import static dev.playhead.scheduler.core.CoreFixture.VERSION;
import static dev.playhead.scheduler.core.CoreFixture.asksStore;
import static dev.playhead.scheduler.core.CoreFixture.cancelled;
import static dev.playhead.scheduler.core.CoreFixture.mib;
import static dev.playhead.scheduler.core.CoreFixture.published;
import static dev.playhead.scheduler.core.CoreFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchedulerCoreTest {
    private final CoreFixture t = new CoreFixture();

    @Test
    void asksTheStoreBeforeItPlans() {
        // Given
        t.beat("f");

        // When
        List<Decision> decisions = t.opens("s", 0);

        // Then
        assertThat(decisions).containsExactly(new Decision.LoadMap(MEDIA));
    }

    @Test
    void firstSpanOfUnknownMediaStartsAtTheWantedByteAndEndsAtAnyChunkSize() {
        // Given
        t.beat("f");
        t.opens("s", 5 * MIB + 7);

        // When
        List<FetchSpan> spans = published(t.loads(null));

        // Then
        assertThat(spans).hasSize(1);
        assertThat(spans.get(0).range()).isEqualTo(new RequestedRange.From(5 * MIB + 7, 7 * MIB));
        assertThat(spans.get(0).version()).isNull();
        assertThat(spans.get(0).priority()).isEqualTo(Priority.CRITICAL);
    }

    @Test
    void commandsCarryTheTraceOfTheRequestThatTheyAreFor() {
        // Given
        TraceContext trace = new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "01");
        t.beat("f");
        t.send(new Signal.Viewed(
                0,
                new StreamOpened(
                                MEDIA,
                                CoreFixture.SOURCE,
                                CoreFixture.cursor("s", 1, new RequestedRange.From(0, null)),
                                t.now)
                        .traced(trace)));

        // When
        List<FetchSpan> spans = published(t.loads(null));

        // Then
        assertThat(spans).extracting(FetchSpan::trace).containsExactly(trace);
    }

    @Test
    void suffixOfUnknownMediaIsAskedForAsItIs() {
        // Given
        t.beat("f");
        t.opens("s", new RequestedRange.Suffix(1000));

        // When
        List<FetchSpan> spans = published(t.loads(null));

        // Then
        assertThat(spans).extracting(FetchSpan::range).containsExactly(new RequestedRange.Suffix(1000));
        assertThat(published(t.opens("other", new RequestedRange.Suffix(500)))).isEmpty();
    }

    @Test
    void descriptionOpensTheWindow() {
        // Given
        t.beat("f");
        t.opens("s", 0);
        t.loads(null);

        // When
        List<FetchSpan> spans = published(t.described(1));

        // Then
        assertThat(spans).extracting(FetchSpan::range).containsExactly(RequestedRange.of(CoreFixture.mib(1, 2)));
        assertThat(spans).allMatch(span -> VERSION.equals(span.version()));
    }

    @Test
    void storeThatIsAwayDelaysTheFirstSpanByItsPatienceOnly() {
        // Given
        t.beat("f");
        t.opens("s", 0);

        // When
        List<Decision> early = t.pass(Duration.ofMillis(249)).tick();
        List<Decision> late = t.pass(Duration.ofMillis(1)).tick();

        // Then
        assertThat(published(early)).isEmpty();
        assertThat(published(late)).hasSize(1);
    }

    @Test
    void plansAreHeldUntilAFetcherIsThere() {
        // Given
        t.opens("s", 0);
        assertThat(published(t.loads(stored(1)))).isEmpty();

        // When
        List<FetchSpan> spans = published(t.beat("f"));

        // Then
        assertThat(spans).isNotEmpty();
        assertThat(spans.get(0).range().firstByte()).contains(0L);
    }

    @Test
    void nothingIsPublishedBeyondTheFleetsRoom() {
        // Given
        t.beat("f", Map.of(Lane.NOW, 1, Lane.AHEAD, 0));

        // When
        t.opens("a", 0);
        t.loads(stored(1));
        t.opens("b", 50 * MIB);

        // Then
        assertThat(t.core.inFlight()).hasSize(1);
    }

    @Test
    void criticalSpanTakesASlotOfTheLaneBehindWhenItsOwnIsFull() {
        // Given
        t.beat("f", Map.of(Lane.NOW, 1, Lane.AHEAD, 1));
        t.opens("a", new RequestedRange.From(0L, 1000L));
        t.loads(stored(1));

        // When
        List<FetchSpan> spans = published(t.opens("b", new RequestedRange.From(50 * MIB, 50 * MIB + 1000)));

        // Then
        assertThat(spans).extracting(FetchSpan::priority).containsExactly(Priority.HIGH);
    }

    @Test
    void leaseThatRunsOutIsIssuedAgainUnderTheSameName() {
        // Given
        firstSpan();
        FetchSpan behind = t.core.inFlight().stream()
                .filter(span -> span.range().firstByte().orElseThrow() > 0)
                .findFirst()
                .orElseThrow();

        // When
        for (int second = 1; second <= 3; second++) {
            t.pass(Duration.ofSeconds(1)).beat("f");
            t.advances("s", 0, false);
        }
        List<Decision> expired = t.pass(Duration.ofSeconds(1)).tick();
        List<FetchSpan> again = published(t.loads(stored(1)));

        // Then
        assertThat(asksStore(expired)).isTrue();
        assertThat(again).anySatisfy(span -> {
            assertThat(span.command()).isEqualTo(behind.command());
            assertThat(span.attempt()).isEqualTo(2);
            assertThat(span.range()).isEqualTo(behind.range());
        });
    }

    @Test
    void beatThatListsACommandRenewsItsLease() {
        // Given
        FetchSpan first = firstSpan();

        // When
        for (int second = 1; second <= 10; second++) {
            t.pass(Duration.ofSeconds(1)).beat("f", first.command());
            t.advances("s", 0, false);
            t.tick();
        }

        // Then
        assertThat(t.core.inFlight()).contains(first);
    }

    @Test
    void commandsOfAFetcherThatLeavesAreIssuedAgainAtOnce() {
        // Given
        FetchSpan first = firstSpan();
        t.beat("f", first.command());
        t.beat("g");

        // When
        t.pass(Duration.ofSeconds(1));
        List<Decision> decisions = t.beat("f", Map.of(), first.command());

        // Then
        assertThat(asksStore(decisions)).isTrue();
        assertThat(published(t.loads(stored(1))))
                .anyMatch(span -> span.command().equals(first.command()) && span.attempt() == 2);
    }

    @Test
    void lateEndOfAnAttemptThatHasASuccessorEndsNothing() {
        // Given
        FetchSpan first = firstSpan();
        t.beat("f", first.command());
        t.beat("g");
        t.pass(Duration.ofSeconds(1)).beat("f", Map.of(), first.command());
        t.loads(stored(1));

        // When
        t.fails(first, FailureReason.EXHAUSTED);

        // Then
        assertThat(t.core.inFlight()).anyMatch(span -> span.command().equals(first.command()) && span.attempt() == 2);
    }

    @Test
    void longWaitReloadsTheMapAndIssuesAgainWhatNobodyRuns() {
        // Given
        FetchSpan first = firstSpan();
        t.pass(Duration.ofMillis(10)).advances("s", 0, true);

        // When
        List<Decision> decisions = t.pass(Duration.ofSeconds(1)).tick();

        // Then
        assertThat(asksStore(decisions)).isTrue();
        assertThat(published(t.loads(stored(1))))
                .anyMatch(span -> span.command().equals(first.command()) && span.attempt() == 2);
    }

    @Test
    void longWaitLeavesACommandAloneThatAFetcherRuns() {
        // Given
        FetchSpan first = firstSpan();
        t.pass(Duration.ofMillis(10)).advances("s", 0, true);
        t.beat("f", first.command());

        // When
        List<Decision> decisions = t.pass(Duration.ofSeconds(1)).tick();

        // Then
        assertThat(asksStore(decisions)).isTrue();
        assertThat(published(t.loads(stored(1)))).isEmpty();
        assertThat(t.core.inFlight()).contains(first);
    }

    @Test
    void lostCompletionIsFoundInTheStoresMap() {
        // Given
        firstSpan();
        t.pass(Duration.ofMillis(10)).advances("s", 0, true);
        t.pass(Duration.ofSeconds(1)).tick();

        // When
        t.loads(stored(9, mib(0, 100)));

        // Then
        assertThat(t.core.inFlight()).isEmpty();
    }

    @Test
    void permanentFailureIsNotRepeatedForAWhile() {
        // Given
        t.beat("f");
        t.opens("s", 0);
        FetchSpan span = published(t.loads(null)).get(0);

        // When
        List<Decision> decisions = t.fails(span, FailureReason.NOT_FOUND);

        // Then
        assertThat(published(decisions)).isEmpty();
        assertThat(published(t.pass(Duration.ofSeconds(1)).advances("s", 0, true)))
                .isEmpty();
        t.beat("f");
        t.pass(Duration.ofMillis(3_999)).advances("s", 0, true);
        assertThat(published(t.loads(null))).isEmpty();
        t.beat("f");
        assertThat(published(t.pass(Duration.ofMillis(1)).tick())).hasSize(1);
    }

    @Test
    void refusedCredentialDoesNotBlockAnotherViewer() {
        // Given
        t.beat("f");
        t.opens("s", 0);
        t.fails(published(t.loads(null)).get(0), FailureReason.REFUSED);

        // When
        List<FetchSpan> spans = published(t.pass(Duration.ofMillis(10)).opens("other", 0));

        // Then
        assertThat(spans).hasSize(1);
    }

    @Test
    void transientFailureIsRepeatedAfterABackoffThatGrows() {
        // Given
        t.beat("f");
        t.opens("s", 0);
        FetchSpan first = published(t.loads(null)).get(0);

        // When
        t.fails(first, FailureReason.EXHAUSTED);

        // Then
        assertThat(published(t.pass(Duration.ofMillis(249)).tick())).isEmpty();
        FetchSpan second = published(t.pass(Duration.ofMillis(1)).tick()).get(0);
        t.fails(second, FailureReason.STORE);
        assertThat(published(t.pass(Duration.ofMillis(499)).tick())).isEmpty();
        assertThat(published(t.pass(Duration.ofMillis(1)).tick())).hasSize(1);
    }

    @Test
    void commandThatCouldNotBePublishedIsPlannedAgainLater() {
        // Given
        FetchSpan first = firstSpan();

        // When
        List<Decision> decisions = t.send(new Signal.PublishFailed(first));

        // Then
        assertThat(t.core.inFlight()).doesNotContain(first);
        assertThat(published(decisions)).isEmpty();
        assertThat(published(t.pass(Duration.ofMillis(250)).tick()))
                .anyMatch(span -> span.range().equals(first.range()));
    }

    @Test
    void seekCancelsReadAheadAtOnceAndTheDemandAfterItsLinger() {
        // Given
        FetchSpan demand = firstSpan();
        List<FetchSpan> before = t.core.inFlight();

        // When
        List<Decision> seek = t.pass(Duration.ofSeconds(1)).seeks("s", 2, 60 * MIB);

        // Then
        assertThat(cancelled(seek))
                .containsExactlyInAnyOrderElementsOf(before.stream()
                        .filter(span -> span.priority() != Priority.CRITICAL)
                        .map(FetchSpan::command)
                        .toList());
        assertThat(t.core.inFlight()).contains(demand);
        assertThat(published(seek).get(0).range().firstByte()).contains(60 * MIB);
        t.beat("f", demand.command());
        assertThat(cancelled(t.pass(Duration.ofSeconds(3)).tick())).contains(demand.command());
    }

    @Test
    void changedVersionCancelsWhatWasPinnedToTheOldOne() {
        // Given
        FetchSpan first = firstSpan();

        // When
        List<Decision> decisions =
                t.reports(new ChunkEvent.VersionChanged(MEDIA, VERSION.id(), CoreFixture.version("\"v2\""), 2));

        // Then
        assertThat(cancelled(decisions)).contains(first.command());
        assertThat(published(decisions)).isNotEmpty().allMatch(span -> CoreFixture.version("\"v2\"")
                .equals(span.version()));
    }

    @Test
    void evictedChunksAreFetchedAgainForWhomeverReadsThem() {
        // Given
        t.beat("f");
        t.opens("s", 0);
        assertThat(published(t.loads(stored(1, mib(0, 100))))).isEmpty();

        // When
        List<Decision> decisions = t.reports(new ChunkEvent.ChunksEvicted(MEDIA, VERSION.id(), List.of(mib(0, 1)), 2));

        // Then
        assertThat(published(decisions)).extracting(FetchSpan::range).isNotEmpty();
    }

    @Test
    void mediaThatIsHereAsAWholeIsLookedAtOnceASecondHoweverOftenItsViewersTellWhereTheyAre() {
        // Given
        t.beat("f");
        t.opens("s", 0);
        Instant loaded = t.now;
        t.loads(stored(1, mib(0, 100)));
        Optional<Instant> next = t.core.nextTick();
        t.pass(Duration.ofMillis(300));

        // When
        t.advances("s", 1024, true);

        // Then
        assertThat(next).hasValueSatisfying(at -> assertThat(at).isBeforeOrEqualTo(loaded.plusSeconds(1)));
        assertThat(t.core.nextTick()).isEqualTo(next);
        t.pass(Duration.ofSeconds(1)).tick();
        assertThat(CoreFixture.asksStore(t.pass(Duration.ofSeconds(1)).tick())).isTrue();
    }

    @Test
    void eventAtOrBelowTheKnownRevisionIsIgnored() {
        // Given
        t.beat("f");
        t.opens("s", 0);
        t.loads(stored(5, mib(0, 100)));

        // When
        List<Decision> decisions = t.reports(new ChunkEvent.ChunksEvicted(MEDIA, VERSION.id(), List.of(mib(0, 1)), 5));

        // Then
        assertThat(decisions).isEmpty();
    }

    @Test
    void disownedPartitionIsForgotten() {
        // Given
        firstSpan();

        // When
        t.send(new Signal.Disowned(Set.of(0)));

        // Then
        assertThat(t.core.mediaCount()).isZero();
        assertThat(t.core.inFlight()).isEmpty();
    }

    @Test
    void silentViewerIsForgottenAndNothingIsLeftToDo() {
        // Given
        t.opens("s", 0);
        t.loads(stored(1));

        // When
        t.pass(Duration.ofSeconds(5)).tick();
        t.pass(Duration.ofSeconds(30)).tick();

        // Then
        assertThat(t.core.mediaCount()).isZero();
        assertThat(t.core.nextTick()).isEmpty();
    }

    private FetchSpan firstSpan() {
        t.beat("f");
        t.opens("s", 0);
        return published(t.loads(stored(1))).get(0);
    }
}
