package dev.playhead.fetcher.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.OriginRequest;
import dev.playhead.testkit.origin.RampContent;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanFetchTest {
    private static final int MIB = 1024 * 1024;
    private static final String PATH = "/films/a%20b%2Fc.mp4";

    private final FetcherHarness fetcher = new FetcherHarness();
    private OriginFile film;

    @BeforeEach
    void start() {
        fetcher.start();
        film = fetcher.serve(PATH, 10L << 30);
    }

    @AfterEach
    void close() {
        fetcher.close();
    }

    @Test
    void forwardsASpanWithItsDescription() {
        // When
        FetchSpan command = fetcher.send(fetcher.command(PATH, 5_000_000_001L, 5_003_000_000L));

        // Then
        RecordingSpanWriter.Sink sink = whole();
        assertThat(sink.head().command()).isEqualTo(command.command());
        assertThat(sink.head().source()).isEqualTo(command.source());
        assertThat(sink.head().version().length()).isEqualTo(10L << 30);
        assertThat(sink.head().version().validator().etag()).isEqualTo(film.etag());
        assertThat(sink.head().version().chunkSize()).isEqualTo(MIB);
        assertThat(sink.head().timeToFirstByte()).isPositive();
        assertThat(fetcher.failures()).isEmpty();
    }

    @Test
    void sendsTheRawTargetAndTheOriginsCredential() {
        // Given
        MediaSource source = new MediaSource(PATH, fetcher.sealer.seal("t=%2Fa b".replace(' ', '+') + "&&x"));

        // When
        fetcher.send(fetcher.command(source, new RequestedRange.From(0, 10L), null));
        whole();

        // Then
        OriginRequest request = request(0);
        assertThat(request.path()).isEqualTo("/media" + PATH);
        assertThat(request.query()).hasValue("t=%2Fa+b&&x");
        assertThat(request.header("x-origin-key")).hasValue("secret");
        assertThat(request.header("accept-encoding")).hasValue("identity");
        assertThat(request.header("host"))
                .hasValue("127.0.0.1:" + fetcher.origin.url().getPort());
    }

    @Test
    void resolvesASuffixAndAnEndBehindTheMedia() {
        // When
        fetcher.send(fetcher.command(PATH, new RequestedRange.Suffix(1000), null));
        fetcher.send(fetcher.command(PATH, film.length() - 500, film.length() + MIB));

        // Then
        await().atMost(FetcherHarness.LIMIT).until(() -> wholeSinks() == 2);
        assertThat(fetcher.store.sinks())
                .extracting(RecordingSpanWriter.Sink::range)
                .containsExactlyInAnyOrder(
                        new ByteRange(film.length() - 1000, film.length()),
                        new ByteRange(film.length() - 500, film.length()));
    }

    @Test
    void goesOnFromTheByteReachedAfterResets() {
        // Given
        film.lies().next(2, Fault.resetAfter(700_000)).next(3, Fault.status(500));

        // When
        fetcher.send(fetcher.command(PATH, 1000, 1000L + 2 * MIB));

        // Then
        whole();
        assertThat(fetcher.failures()).isEmpty();
        assertThat(fetcher.origin.requests().of(film).size()).isGreaterThan(2);
        assertThat(fetcher.origin.requests().bytesSent(film)).isLessThan(3L * MIB);
    }

    @Test
    void goesOnFromTheByteReachedOverANewConnectionAfterAStall() {
        // Given
        film.lies().next(1, Fault.stallAfter(MIB, Fault.FOREVER));

        // When
        fetcher.send(fetcher.command(PATH, 0, 2L * MIB));

        // Then
        whole();
        assertThat(fetcher.origin.requests().ranges(film)).containsExactly("bytes=0-2097151", "bytes=1048576-2097151");
        await().atMost(FetcherHarness.LIMIT).until(() -> request(0).isAborted());
    }

    @Test
    void goesOnAfterABodyThatEndsEarlyOrIsShorterThanAsked() {
        // Given
        film.lies().next(1, new Fault.ShortBody(300_000, false));

        // When
        fetcher.send(fetcher.command(PATH, 0, (long) MIB));

        // Then
        whole();
        assertThat(fetcher.origin.requests().ranges(film)).containsExactly("bytes=0-1048575", "bytes=300000-1048575");
        assertThat(request(1).header("if-range")).hasValue(film.etag());
    }

    @Test
    void givesUpAnOriginThatNeverAnswersInTime() {
        // Given
        film.lies().always(Fault.firstByteAfter(Fault.FOREVER));

        // When
        fetcher.send(fetcher.command(PATH, 0, 1000L));

        // Then
        assertThat(failure()).isEqualTo(FailureReason.EXHAUSTED);
        assertThat(fetcher.origin.requests().count(film)).isGreaterThanOrEqualTo(4);
        assertThat(fetcher.store.sinks()).isEmpty();
        await().atMost(FetcherHarness.LIMIT)
                .until(() -> fetcher.origin.requests().open() == 0);
    }

    @Test
    void waitsOutAnOriginThatIsAwayForAMoment() {
        // Given
        fetcher.origin.stop();
        fetcher.send(fetcher.command(PATH, 0, 1000L));
        fetcher.origin.restart();

        // Then
        whole();
    }

    @Test
    void obeysRetryAfter() {
        // Given
        film.lies().next(1, Fault.statusWithRetryAfter(503, "1"));
        long before = System.nanoTime();

        // When
        fetcher.send(fetcher.command(PATH, 0, 1000L));
        whole();

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(950));
    }

    @Test
    void leavesALongRetryAfterToTheScheduler() {
        // Given
        film.lies().always(Fault.statusWithRetryAfter(429, "120"));

        // When
        fetcher.send(fetcher.command(PATH, 0, 1000L));

        // Then
        assertThat(failure()).isEqualTo(FailureReason.EXHAUSTED);
        assertThat(fetcher.failures().get(0).retryAfter()).isEqualTo(Duration.ofSeconds(120));
        assertThat(fetcher.failures().get(0).status()).isEqualTo(429);
        assertThat(fetcher.origin.requests().count(film)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "401, REFUSED",
        "403, REFUSED",
        "404, NOT_FOUND",
        "410, NOT_FOUND",
        "416, UNSATISFIABLE",
        "400, PROTOCOL"
    })
    void failsAtOnceWhereTryingAgainCannotHelp(int status, FailureReason reason) {
        // Given
        film.lies().always(Fault.status(status));

        // When
        fetcher.send(fetcher.command(PATH, 0, 1000L));

        // Then
        assertThat(failure()).isEqualTo(reason);
        assertThat(fetcher.failures().get(0).status()).isEqualTo(status);
        assertThat(fetcher.origin.requests().count(film)).isEqualTo(1);
    }

    @Test
    void forwardsNoByteOfARangeThatWasNotAsked() {
        // Given
        film.lies()
                .when(request -> request.order() == 0, new Fault.ClaimShiftedRange(1))
                .when(request -> request.order() == 1, new Fault.SendShiftedRange(-1))
                .when(request -> request.order() == 2, Fault.header("Content-Range", "bytes 1000-4999/3000"));

        // When
        fetcher.send(fetcher.command(PATH, 1000, 5000L));

        // Then
        whole();
        assertThat(fetcher.origin.requests().count(film)).isEqualTo(4);
    }

    @Test
    void givesUpAnOriginThatAlwaysSendsAnotherRange() {
        // Given
        film.lies().always(new Fault.SendShiftedRange(512));

        // When
        fetcher.send(fetcher.command(PATH, 1000, 5000L));

        // Then
        assertThat(failure()).isEqualTo(FailureReason.PROTOCOL);
        assertThat(fetcher.store.sinks()).isEmpty();
    }

    @Test
    void forwardsNothingBehindTheRangeItAskedFor() {
        // Given
        film.lies().always(new Fault.LongBody(200_000, true));

        // When
        fetcher.send(fetcher.command(PATH, 1000, 5000L));

        // Then
        assertThat(whole().length()).isEqualTo(4000);
    }

    @Test
    void streamsTheWholeFromZeroWhereRangesAreIgnored() {
        // Given
        OriginFile small = fetcher.serve("/small.mp4", 3L * MIB);
        small.lies().always(new Fault.IgnoreRange());

        // When
        fetcher.send(fetcher.command("/small.mp4", MIB, 2L * MIB));

        // Then
        RecordingSpanWriter.Sink sink = whole(small.content());
        assertThat(sink.range()).isEqualTo(new ByteRange(0, 3L * MIB));
    }

    @Test
    void streamsTheWholeOnceWhereRangesAreIgnored() {
        // Given
        OriginFile small = fetcher.serve("/small.mp4", 3L * MIB);
        small.lies().always(new Fault.IgnoreRange()).always(Fault.bandwidth(6L * MIB));

        // When
        fetcher.send(fetcher.command("/small.mp4", MIB, 2L * MIB));
        fetcher.send(fetcher.command("/small.mp4", 2L * MIB, 3L * MIB));

        // Then
        assertThat(failure()).isEqualTo(FailureReason.EXHAUSTED);
        assertThat(fetcher.failures().get(0).retryAfter()).isEqualTo(Duration.ofSeconds(2));
        whole(small.content());
    }

    @Test
    void learnsToDropIfRangeAndComparesInstead() {
        // Given
        OriginFile small = fetcher.serve("/small.mp4", 3L * MIB);
        small.lies().when(request -> request.header("if-range").isPresent(), new Fault.IgnoreRange());
        MediaVersion known = described("/small.mp4");

        // When
        fetcher.send(fetcher.command("/small.mp4", RequestedRange.of(new ByteRange(MIB, 2 * MIB)), known));
        fetcher.send(fetcher.command("/small.mp4", RequestedRange.of(new ByteRange(2 * MIB, 3 * MIB)), known));

        // Then
        await().atMost(FetcherHarness.LIMIT).until(() -> wholeSinks() == 3);
        assertThat(fetcher.store.sinks().get(1).range()).isEqualTo(new ByteRange(MIB, 2 * MIB));
        fetcher.send(fetcher.command("/small.mp4", RequestedRange.of(new ByteRange(0, 10)), known));
        await().atMost(FetcherHarness.LIMIT).until(() -> wholeSinks() == 4);
        List<OriginRequest> requests = fetcher.origin.requests().of(small);
        assertThat(requests.get(requests.size() - 1).header("if-range")).isEmpty();
    }

    @Test
    void opensTheNewVersionWhenThePinnedOneIsGone() {
        // Given
        MediaVersion old = described(PATH);
        film.changeContent();

        // When
        fetcher.send(fetcher.command(PATH, RequestedRange.of(new ByteRange(MIB, 2 * MIB)), old));

        // Then
        await().atMost(FetcherHarness.LIMIT).until(() -> wholeSinks() == 2);
        RecordingSpanWriter.Sink sink = fetcher.store.sinks().get(1);
        assertThat(sink.head().version().validator().etag()).isEqualTo(film.etag());
        assertThat(sink.firstMismatch(film.content())).isEmpty();
    }

    @Test
    void neverMixesVersionsWhenTheContentChangesMidway() {
        // Given
        RampContent old = film.content();
        film.lies().next(1, new Fault.ChangeContentAfter(300_000));

        // When
        fetcher.send(fetcher.command(PATH, MIB, 2L * MIB));

        // Then
        assertThat(failure()).isEqualTo(FailureReason.STALE_VERSION);
        RecordingSpanWriter.Sink sink = fetcher.store.only();
        assertThat(sink.length()).isEqualTo(300_000);
        assertThat(sink.firstMismatch(old)).isEmpty();
        assertThat(sink.hasEndedOnce()).isTrue();
    }

    @Test
    void refusesWhatCannotBeKept() {
        // Given
        film.lies().always(Fault.header("Content-Encoding", "gzip"));

        // When
        fetcher.send(fetcher.command(PATH, 0, 1000L));

        // Then
        assertThat(failure()).isEqualTo(FailureReason.NOT_CACHEABLE);
        assertThat(fetcher.store.sinks()).isEmpty();
    }

    @Test
    void keepsConnectionsOverSpansAndErrors() {
        // Given
        film.lies().when(request -> request.order() % 2 == 1, Fault.status(404));

        for (int i = 0; i < 6; i++) {
            // When
            int sent = i + 1;
            fetcher.send(fetcher.command(PATH, (long) i * MIB, (long) (i + 1) * MIB));

            // Then
            await().atMost(FetcherHarness.LIMIT)
                    .until(() -> wholeSinks() + fetcher.failures().size() == sent);
        }
        assertThat(fetcher.failures()).hasSize(3);
        assertThat(fetcher.origin.connections()).isEqualTo(1);
    }

    @Test
    void fetchesManySpansAtATime() {
        // Given
        film.lies().always(Fault.bandwidth(4_000_000));

        // When
        IntStream.range(0, 10).forEach(i -> fetcher.send(fetcher.command(PATH, (long) i * MIB, (long) (i + 1) * MIB)));

        // Then
        await().atMost(FetcherHarness.LIMIT).until(() -> wholeSinks() == 10);
        assertThat(fetcher.store.sinks())
                .allMatch(sink -> sink.firstMismatch(film.content()).isEmpty());
        assertThat(fetcher.origin.requests().maxConcurrent()).isEqualTo(4);
        assertThat(fetcher.origin.requests().sent(film)).isEqualTo(ByteRanges.of(new ByteRange(0, 10L * MIB)));
    }

    private OriginRequest request(int index) {
        return fetcher.origin.requests().of(film).get(index);
    }

    private RecordingSpanWriter.Sink whole() {
        return whole(film.content());
    }

    private RecordingSpanWriter.Sink whole(RampContent content) {
        await().atMost(FetcherHarness.LIMIT).until(() -> wholeSinks() == 1);
        RecordingSpanWriter.Sink sink = fetcher.store.only();
        assertThat(sink.firstMismatch(content)).isEmpty();
        return sink;
    }

    private long wholeSinks() {
        return fetcher.store.sinks().stream()
                .filter(sink -> sink.isWhole() && sink.hasEndedOnce())
                .count();
    }

    /** Fetches a byte to learn a media's description. */
    private MediaVersion described(String path) {
        fetcher.send(fetcher.command(path, 0, 1L));
        await().atMost(FetcherHarness.LIMIT).until(() -> wholeSinks() == 1);
        return fetcher.store.only().head().version();
    }

    private FailureReason failure() {
        await().atMost(FetcherHarness.LIMIT).until(() -> !fetcher.failures().isEmpty());
        assertThat(fetcher.failures()).hasSize(1);
        return fetcher.failures().get(0).reason();
    }
}
