package dev.playhead.fetcher.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.FetcherRoom;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.security.Sealer;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.LyingOrigin;
import dev.playhead.testkit.origin.OriginFile;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandDeskTest {
    private static final long MIB = 1024 * 1024;
    private static final String PATH = "/film.mp4";

    private final FetcherHarness fetcher = new FetcherHarness();
    private OriginFile film;

    @BeforeEach
    void start() {
        film = fetcher.serve(PATH, 1L << 40);
    }

    @AfterEach
    void close() {
        fetcher.close();
    }

    @Test
    void closesTheOriginRequestOfACancelledSpanAndKeepsItsBytes() {
        // Given
        fetcher.start();
        film.lies().always(Fault.bandwidth(2_000_000));
        FetchSpan command = fetcher.send(fetcher.command(PATH, 0, 100 * MIB));
        within().until(() -> bytes() > 100_000);

        // When
        fetcher.cancel(command);

        // Then
        within().until(() -> fetcher.store.only().hasEndedOnce());
        within().until(() -> fetcher.origin.requests().open() == 0);
        assertThat(fetcher.origin.requests().bytesSent(film)).isLessThan(10 * MIB);
        assertThat(fetcher.store.only().firstMismatch(film.content())).isEmpty();
        assertThat(fetcher.failures()).isEmpty();
        within().until(() -> fetcher.lastBeat().running().isEmpty());
    }

    @Test
    void reportsACancellationBeforeTheFirstByte() {
        // Given
        fetcher.start(patient(), List.of());
        film.lies().always(Fault.firstByteAfter(Fault.FOREVER));
        FetchSpan command = fetcher.send(fetcher.command(PATH, 0, MIB));
        within().until(() -> fetcher.origin.requests().open() == 1);

        // When
        fetcher.cancel(command);

        // Then
        assertThat(failure().reason()).isEqualTo(FailureReason.CANCELLED);
        within().until(() -> fetcher.origin.requests().open() == 0);
        assertThat(fetcher.store.sinks()).isEmpty();
    }

    @Test
    void endsASinkThatIsBeingOpenedWhenTheCancellationComes() {
        // Given
        fetcher.start();
        Promise<Void> opening = fetcher.store.holdOpening();
        FetchSpan command = fetcher.send(fetcher.command(PATH, 0, MIB));
        within().until(() -> fetcher.origin.requests().count(film) == 1);

        // When
        fetcher.cancel(command);
        opening.complete();

        // Then
        within().until(() ->
                fetcher.store.sinks().size() == 1 && fetcher.store.only().hasEndedOnce());
    }

    @Test
    void doesNotStartACommandThatWasCancelledBeforeItCame() {
        // Given
        fetcher.start();
        FetchSpan command = fetcher.command(PATH, 0, MIB);
        fetcher.cancel(command);

        // When
        fetcher.send(command);

        // Then
        assertThat(failure().reason()).isEqualTo(FailureReason.CANCELLED);
        assertThat(fetcher.origin.requests().all()).isEmpty();
    }

    @Test
    void ignoresACommandThatRunsAlready() {
        // Given
        fetcher.start();
        film.lies().always(Fault.bandwidth(2_000_000));
        FetchSpan command = fetcher.send(fetcher.command(PATH, 0, MIB));
        within().until(() -> bytes() > 0);

        // When
        fetcher.send(command);
        fetcher.send(again(command));

        // Then
        within().until(() -> fetcher.store.only().hasEndedOnce());
        assertThat(fetcher.origin.requests().count(film)).isEqualTo(1);
        assertThat(fetcher.store.only().isWhole()).isTrue();
        assertThat(fetcher.failures()).isEmpty();
    }

    @Test
    void refusesACommandForAnOriginItDoesNotKnow() {
        // Given
        fetcher.start();
        FetchSpan known = fetcher.command(PATH, 0, MIB);
        FetchSpan unknown = new FetchSpan(
                MediaId.of(new OriginName("elsewhere"), PATH),
                known.source(),
                known.command(),
                1,
                known.range(),
                null,
                known.priority(),
                known.deadline(),
                null);

        // When
        fetcher.send(unknown);

        // Then
        assertThat(failure().reason()).isEqualTo(FailureReason.PROTOCOL);
    }

    @Test
    void refusesAQueryThatWasSealedWithAnotherKeyAndATargetThatBreaksTheRequestLine() {
        // Given
        fetcher.start();
        String foreign = Sealer.of("the key of another fleet").seal("t=1");
        String broken = fetcher.sealer.seal("t=1 HTTP/1.1\r\nX: y");

        // When
        fetcher.send(fetcher.command(new MediaSource(PATH, foreign), RequestedRange.WHOLE, null));
        fetcher.send(fetcher.command(new MediaSource(PATH, broken), RequestedRange.WHOLE, null));

        // Then
        within().until(() -> fetcher.failures().size() == 2);
        assertThat(fetcher.failures()).extracting(FetchFailed::reason).containsOnly(FailureReason.PROTOCOL);
        assertThat(fetcher.origin.requests().all()).isEmpty();
    }

    @Test
    void readsNoFasterThanTheStoreTakes() {
        // Given
        fetcher.start();
        fetcher.store.fullAfter(MIB);

        // When
        fetcher.send(fetcher.command(PATH, 0, 8 * MIB));
        within().until(() -> bytes() >= MIB);
        within().during(Duration.ofMillis(600)).until(() -> bytes() < 2 * MIB);

        // Then: longer than the stall timeout, yet no second request, and it goes on where it was
        assertThat(fetcher.origin.requests().count(film)).isEqualTo(1);
        fetcher.vertx.runOnContext(drained -> fetcher.store.only().drain());
        within().until(() -> fetcher.store.only().isWhole());
        assertThat(fetcher.store.only().firstMismatch(film.content())).isEmpty();
        assertThat(fetcher.origin.requests().count(film)).isEqualTo(1);
    }

    @Test
    void givesUpWhenTheStoreRefusesToBegin() {
        // Given
        fetcher.start();
        fetcher.store.refuseToOpen(new StoreException.StaleVersion("not current"));

        // When
        fetcher.send(fetcher.command(PATH, 0, 100 * MIB));

        // Then
        assertThat(failure().reason()).isEqualTo(FailureReason.STALE_VERSION);
        within().until(() -> fetcher.origin.requests().open() == 0);
    }

    @Test
    void givesUpWhenTheStoreRefusesToGoOn() {
        // Given
        fetcher.start();
        fetcher.store.refuseToWriteBehind(MIB, new StoreException.Full("no room"));

        // When
        fetcher.send(fetcher.command(PATH, 0, 100 * MIB));

        // Then
        assertThat(failure().reason()).isEqualTo(FailureReason.STORE);
        assertThat(failure().stats().bytes()).isPositive();
        assertThat(fetcher.store.only().hasEndedOnce()).isTrue();
        within().until(() -> fetcher.origin.requests().open() == 0);
    }

    @Test
    void followsARedirectToAllowedHostsOnlyAndKeepsTheCredentialAtHome() {
        // Given
        try (LyingOrigin cdn = LyingOrigin.start()) {
            OriginFile moved = cdn.serve("/moved.mp4", MIB);
            film.lies().always(Fault.redirect(302, cdn.url() + "/moved.mp4?sig=1"));
            fetcher.start(UnaryOperator.identity(), List.of("127.0.0.1"));

            // When
            fetcher.send(fetcher.command(PATH, 100, 200L));

            // Then
            within().until(() ->
                    fetcher.store.sinks().size() == 1 && fetcher.store.only().isWhole());
            assertThat(fetcher.store.only().firstMismatch(moved.content())).isEmpty();
            assertThat(cdn.requests().of(moved).get(0).range()).hasValue("bytes=100-199");
            assertThat(cdn.requests().of(moved).get(0).header("x-origin-key")).isEmpty();
        }
    }

    @Test
    void followsARedirectAnewWhenItsLinkExpiresInTheMiddle() {
        // Given: a link that breaks off, and is refused when it is asked for again
        try (LyingOrigin cdn = LyingOrigin.start()) {
            OriginFile moved = cdn.serve("/moved.mp4", MIB);
            film.lies().always(Fault.redirect(302, cdn.url() + "/moved.mp4?sig=1"));
            moved.lies().next(1, Fault.resetAfter(MIB / 2));
            moved.lies().when(asked -> !asked.range().orElse("").startsWith("bytes=0-"), 1, Fault.status(403));
            fetcher.start(UnaryOperator.identity(), List.of("127.0.0.1"));

            // When
            fetcher.send(fetcher.command(PATH, 0, MIB));

            // Then
            within().until(() ->
                    fetcher.store.sinks().size() == 1 && fetcher.store.only().isWhole());
            assertThat(fetcher.store.only().firstMismatch(moved.content())).isEmpty();
            assertThat(fetcher.origin.requests().count(film)).isEqualTo(3);
            assertThat(cdn.requests().bytesSent(moved)).isBetween(MIB, MIB + MIB / 4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 410})
    void exchangesAnExpiredLinkAtTheHookAndGoesThereFirstFromThenOn(int status) {
        // Given
        try (LyingOrigin cdn = LyingOrigin.start()) {
            OriginFile fresh = cdn.serve("/fresh.mp4", MIB);
            OriginFile hook = cdn.serve("/hook", 1);
            hook.lies().always(Fault.redirect(307, cdn.url() + "/fresh.mp4?sig=2"));
            film.lies().always(Fault.status(status));
            fetcher.start(
                    UnaryOperator.identity(), List.of(), Map.of(FetcherHarness.NAS, URI.create(cdn.url() + "/hook")));

            // When
            fetcher.send(fetcher.command(PATH, 0, MIB / 2));
            within().until(() ->
                    fetcher.store.sinks().size() == 1 && fetcher.store.only().isWhole());
            fetcher.send(fetcher.command(PATH, MIB / 2, MIB));

            // Then
            within().until(() -> fetcher.store.sinks().size() == 2
                    && fetcher.store.sinks().stream().allMatch(sink -> sink.isWhole()));
            assertThat(fetcher.origin.requests().count(film)).isEqualTo(1);
            assertThat(cdn.requests().of(hook)).hasSize(2).allSatisfy(asked -> assertThat(asked.query())
                    .hasValueSatisfying(query -> assertThat(query).contains("path=%2F")));
        }
    }

    @Test
    void refusesARedirectToAnotherHostAndAnEndlessOne() {
        // Given
        fetcher.start();
        film.lies().always(Fault.redirect(302, "http://169.254.169.254/latest/meta-data"));
        OriginFile loop = fetcher.serve("/loop", MIB);
        loop.lies().always(Fault.redirect(307, "/media/loop"));

        // When
        fetcher.send(fetcher.command(PATH, 0, 100L));
        fetcher.send(fetcher.command("/loop", 0, 100L));

        // Then
        within().until(() -> fetcher.failures().size() == 2);
        assertThat(fetcher.failures()).extracting(FetchFailed::reason).containsOnly(FailureReason.PROTOCOL);
        assertThat(fetcher.origin.requests().count(loop)).isEqualTo(6);
    }

    @Test
    void tellsTheFleetItsRoomOnceASecondAndOnChange() {
        // Given
        fetcher.start();
        film.lies().always(Fault.bandwidth(500_000));
        assertThat(fetcher.lastBeat().slots()).containsEntry(Lane.NOW, 4).containsEntry(Lane.AHEAD, 4);

        // When
        FetchSpan command = fetcher.send(fetcher.command(PATH, 0, 100 * MIB));

        // Then
        within().until(() -> fetcher.lastBeat().running().contains(command.command()));
        List<FetcherRoom> beats = fetcher.beats();
        int first = IntStream.range(0, beats.size())
                .filter(i -> beats.get(i).running().contains(command.command()))
                .findFirst()
                .orElseThrow();
        assertThat(Duration.between(beats.get(first - 1).at(), beats.get(first).at()))
                .isLessThan(Duration.ofMillis(990));
        within().until(() -> fetcher.beats().size() >= first + 3);
    }

    @Test
    void leavesTheFleetThenCancelsWhatDoesNotEndInTime() {
        // Given
        fetcher.start();
        film.lies().always(Fault.bandwidth(500_000));
        FetchSpan command = fetcher.send(fetcher.command(PATH, 0, 100 * MIB));
        within().until(() -> bytes() > 0);

        // When
        fetcher.stopFetcher();

        // Then
        assertThat(fetcher.store.only().hasEndedOnce()).isTrue();
        within().until(() -> fetcher.origin.requests().open() == 0);
        List<FetcherRoom> leaving =
                fetcher.beats().stream().filter(room -> room.slots().isEmpty()).toList();
        assertThat(leaving.get(0).running()).containsExactly(command.command());
        assertThat(fetcher.lastBeat().slots()).isEmpty();
        assertThat(fetcher.lastBeat().running()).isEmpty();
    }

    @Test
    void letsARunningSpanEndWhenItStops() {
        // Given
        fetcher.start();
        film.lies().always(Fault.bandwidth(4_000_000));
        fetcher.send(fetcher.command(PATH, 0, MIB / 2));
        within().until(() -> bytes() > 0);

        // When
        fetcher.stopFetcher();

        // Then
        assertThat(fetcher.store.only().isWhole()).isTrue();
        assertThat(fetcher.store.only().hasEndedOnce()).isTrue();
    }

    private static UnaryOperator<Patience> patient() {
        return patience ->
                new Patience(patience.connect(), Duration.ofMinutes(1), patience.stall(), patience.retryAfter());
    }

    private static FetchSpan again(FetchSpan command) {
        return new FetchSpan(
                command.media(),
                command.source(),
                command.command(),
                command.attempt() + 1,
                command.range(),
                command.version(),
                command.priority(),
                command.deadline(),
                null);
    }

    private static ConditionFactory within() {
        return await().atMost(FetcherHarness.LIMIT);
    }

    private long bytes() {
        return fetcher.store.sinks().stream()
                .mapToLong(RecordingSpanWriter.Sink::length)
                .sum();
    }

    private FetchFailed failure() {
        within().until(() -> !fetcher.failures().isEmpty());
        assertThat(fetcher.failures()).hasSize(1);
        return fetcher.failures().get(0);
    }
}
