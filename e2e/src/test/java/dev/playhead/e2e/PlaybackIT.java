package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.TraceContext;
import dev.playhead.testkit.docker.OnTestBroker;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.OriginRequest;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scenarios that Playhead exists for, through the whole pipeline and a real broker, each checked at the player, in the
 * index, in the file and in the origin's log.
 */
@OnTestBroker
class PlaybackIT {
    private static final int MIB = 1024 * 1024;
    private static final Duration SOON = Duration.ofSeconds(15);
    /** What a scheduler orders in the milliseconds that a seek takes to it, and the origin gets meanwhile. */
    private static final int ON_THEIR_WAY = 2;

    /** As far as the first window after a seek reaches, and less than places of these tests are apart. */
    private static final long NEARBY = 4 * MIB;

    /** Two pieces as the origin writes them and two as they are read, at the rates of these tests. */
    private static final long IN_SOCKETS = MIB / 4;

    @TempDir
    static Path data;

    private static final OriginName FIRST = new OriginName("first");

    private static Stage stage;

    private OriginName origin;
    private OriginFile film;
    private Player player;

    @BeforeAll
    static void raise() {
        List<OriginName> origins = Stream.concat(
                        Stream.of(FIRST),
                        Arrays.stream(PlaybackIT.class.getDeclaredMethods())
                                .filter(method -> method.isAnnotationPresent(Test.class))
                                .map(PlaybackIT::originOf))
                .toList();
        // Each byte is counted: nothing is asked for twice because the machine that runs the tests is busy.
        stage = Stage.raise(data, origins, Map.of("scheduler.hedge", "false"));
        // Nor because the first fetch of all takes longer than a command may go without a sign of life.
        OriginFile first = stage.origin().serve("/first.mp4", MIB);
        stage.player(FIRST, "first").readWhole(first);
        stage.awaitIndexed(FIRST, first);
    }

    @AfterAll
    static void strike() {
        stage.close();
    }

    @BeforeEach
    void newFilm(TestInfo test) {
        Method method = test.getTestMethod().orElseThrow();
        origin = originOf(method);
        film = stage.origin().serve("/" + method.getName() + ".mp4", 64L * MIB);
        player = stage.player(origin, method.getName());
    }

    /** Each test has an origin's name of its own: how fast its films come is not what the test before has seen. */
    private static OriginName originOf(Method test) {
        return new OriginName(test.getName().toLowerCase(Locale.ROOT));
    }

    @AfterEach
    void honestAgain() {
        stage.origin().lies().clear();
    }

    @Test
    void scenario1SequentialPlaybackIsFetchedAheadOfThePlayhead() {
        // Given
        film.lies().always(Fault.firstByteAfter(Duration.ofMillis(40)));

        // When
        try (Player.Stream stream = player.play(film, 0)) {
            stream.take(3 * MIB);

            // Then
            await().atMost(SOON).untilAsserted(() -> assertThat(
                            stage.store(origin).indexed(film).runEnd(0))
                    .as("stored from the start on, with the player standing at %d", stream.position())
                    .isGreaterThan(stream.position() + 2 * MIB));
            long before = film.length();
            stream.take(before - stream.position()).expectEnd();
        }
        stage.store(origin).expectRowsMatchTheFile(film);
        expectFetchedOnce(film);
    }

    @Test
    void scenario2AForwardSeekMovesThePriorityToItsTarget() {
        // Given
        film.lies().always(Fault.bandwidth(4 * MIB));
        long target = 40L * MIB + 12_345;
        try (Player.Stream stream = player.play(film, 0)) {
            stream.take(2 * MIB);
        }
        Asked before = Asked.soFar(film);

        // When
        try (Player.Stream stream = player.play(film, target)) {
            stream.take(MIB);
        }

        // Then
        Asked asked = Asked.soFar(film).since(before);
        expectAskedFirst(target, asked);
        List<Long> requests = asked.ofOrigin();
        assertThat(requests.subList(requests.indexOf(target), requests.size()))
                .as("from the target on")
                .allSatisfy(start -> assertThat(start).isGreaterThanOrEqualTo(target));
        stage.store(origin).expectBytes(film, new ByteRange(target, target + MIB));
    }

    @Test
    void scenario3ABackwardSeekUsesWhatIsThereAndAsksNobody() {
        // Given
        player.read(film, 0, 8 * MIB);
        await().atMost(SOON).until(() -> stage.store(origin).indexed(film).covers(new ByteRange(0, 8 * MIB)));
        stage.awaitIdle();
        long sent = stage.origin().requests().bytesSent(film);

        // When
        player.read(film, 2 * MIB, 3 * MIB);

        // Then
        assertThat(stage.origin().requests().bytesSent(film)).isEqualTo(sent);
        stage.store(origin).expectRowsMatchTheFile(film);
    }

    @Test
    void scenario4RandomSeeksAreFetchedInTheOrderTheyAreMade() {
        // Given
        film.lies().always(Fault.bandwidth(8 * MIB));
        List<Long> targets = List.of(50L * MIB + 1, 10L * MIB + 7, 33L * MIB, 5L * MIB + 999, 60L * MIB);

        // When
        for (long target : targets) {
            Asked before = Asked.soFar(film);
            try (Player.Stream stream = player.play(film, target)) {
                stream.take(MIB / 2);
            }

            // Then
            expectAskedFirst(target, Asked.soFar(film).since(before));
        }
    }

    @Test
    void scenario5SeveralMediaAreFetchedAtOnce() {
        // Given
        List<OriginFile> films = IntStream.range(0, 3)
                .mapToObj(i -> stage.origin().serve("/several-" + i + ".mp4", 6L * MIB))
                .toList();
        films.forEach(each -> each.lies().always(Fault.bandwidth(2 * MIB)));

        // When
        List<CompletableFuture<Void>> readers = films.stream()
                .map(each -> CompletableFuture.runAsync(
                        () -> stage.player(origin, "viewer of " + each.path()).readWhole(each)))
                .toList();
        readers.forEach(CompletableFuture::join);

        // Then
        for (OriginFile each : films) {
            stage.awaitIndexed(origin, each);
            stage.store(origin).expectRowsMatchTheFile(each);
            expectFetchedOnce(each);
        }
        int side = films.stream()
                .flatMap(each -> stage.origin().requests().of(each).stream())
                .mapToInt(OriginRequest::concurrent)
                .max()
                .orElse(0);
        assertThat(side).as("requests side by side").isGreaterThanOrEqualTo(3);
    }

    @Test
    void scenario6FailedDownloadsAreTriedAgainFromTheByteReached() {
        // Given
        OriginFile short1 = stage.origin().serve("/fails.mp4", 4L * MIB);
        short1.lies().next(2, Fault.status(503)).next(3, Fault.resetAfter(300_000));

        // When
        player.readWhole(short1);

        // Then
        stage.awaitIndexed(origin, short1);
        stage.store(origin).expectRowsMatchTheFile(short1);
        assertThat(stage.origin().requests().of(short1))
                .extracting(OriginRequest::status)
                .contains(503, 206);
        assertThat(stage.origin().requests().bytesSent(short1))
                .as("what a reset has already delivered is not fetched again")
                .isLessThan(short1.length() + 3 * 300_000);
    }

    @Test
    void scenario7NonSequentialChunksLieAtTheirOwnOffsets() {
        // Given
        List<Long> starts = List.of(48L * MIB, 16L * MIB, 0L, 32L * MIB);

        // When
        starts.forEach(start -> player.read(film, start, MIB));

        // Then
        for (long start : starts) {
            await().atMost(SOON)
                    .until(() -> stage.store(origin).indexed(film).covers(new ByteRange(start, start + MIB)));
            stage.store(origin).expectBytes(film, new ByteRange(start, start + MIB));
        }
        stage.awaitIdle();
        assertThat(stage.store(origin).indexed(film).bytes())
                .as("holes stay holes")
                .isLessThan(film.length());
        stage.store(origin).expectRowsMatchTheFile(film);
    }

    @Test
    void scenario8TheIndexMatchesTheFile() {
        // When
        player.readWhole(film);

        // Then
        stage.awaitIndexed(origin, film);
        stage.store(origin).expectRowsMatchTheFile(film);
        assertThat(stage.store(origin).indexed(film).asList()).containsExactly(new ByteRange(0, film.length()));
        expectFetchedOnce(film);
    }

    @Test
    void aStreamWithMissingChunksWaitsForThemAndIsWhole() {
        // Given
        player.read(film, 4 * MIB, 2 * MIB);
        player.read(film, 20 * MIB, 2 * MIB);
        stage.awaitIdle();

        // When
        player.readWhole(film);

        // Then
        stage.awaitIndexed(origin, film);
        stage.store(origin).expectRowsMatchTheFile(film);
        assertThat(stage.origin().requests().uniqueBytes(film)).isEqualTo(film.length());
    }

    @Test
    void aClientThatDisconnectsEndsTheWorkItAloneWanted() {
        // Given
        film.lies().always(Fault.bandwidth(2 * MIB));

        // When
        try (Player.Stream stream = player.play(film, 0)) {
            stream.take(MIB);
        }

        // Then
        stage.awaitIdle();
        assertThat(stage.origin().requests().bytesSent(film)).isLessThan(film.length() / 2);
    }

    @Test
    void manyViewersOfOneFilmAreOneDownload() {
        // Given
        film.lies().always(Fault.firstByteAfter(Duration.ofMillis(50))).always(Fault.bandwidth(8 * MIB));

        // When
        List<CompletableFuture<Void>> viewers = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> stage.player(origin, "viewer " + i).read(film, 0, 8 * MIB)))
                .toList();
        viewers.forEach(CompletableFuture::join);

        // Then
        stage.awaitIdle();
        expectNoByteTwice(film);
    }

    @Test
    void theTraceOfARequestLeadsToWhatWasDoneForItInEveryService() {
        // Given
        TraceContext trace = new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "01");

        // When
        try (LogTap log = LogTap.open()) {
            player.get(film.path(), "Range", "bytes=0-99999", TraceContext.HEADER, trace.toHeader());
            player.get(film.path(), "Range", "bytes=100000-199999", TraceContext.HEADER, "00-malformed");

            // Then
            assertThat(log.writersOf(LogKeys.TRACE, trace.traceId()))
                    .as("scheduler, fetcher and store")
                    .contains("CoreDriver", "SpanFetch", "LocalSpanWriter");
        }
        assertThat(stage.everyRecord())
                .contains("FetchSpan 1 00-" + trace.traceId() + "-")
                .doesNotContain("malformed");
    }

    /**
     * Where the bytes of a file were asked for, in order.
     *
     * @param ofFetchers the first bytes of the commands
     * @param ofOrigin the first bytes of the requests that reached the origin
     */
    private record Asked(List<Long> ofFetchers, List<Long> ofOrigin) {
        static Asked soFar(OriginFile file) {
            return new Asked(
                    stage.ordered(file).stream()
                            .flatMap(command -> command.range().firstByte().stream())
                            .toList(),
                    stage.origin().requests().ranges(file).stream()
                            .map(range -> Long.parseLong(range.substring("bytes=".length(), range.indexOf('-'))))
                            .toList());
        }

        Asked since(Asked before) {
            return new Asked(
                    ofFetchers.subList(before.ofFetchers.size(), ofFetchers.size()),
                    ofOrigin.subList(before.ofOrigin.size(), ofOrigin.size()));
        }
    }

    /**
     * After a seek its target is commanded first, and the origin gets it before all but what was commanded for the place
     * left and the other spans of the same demand: those leave together on connections of their own.
     */
    private static void expectAskedFirst(long target, Asked asked) {
        LongPredicate isNear = start -> start >= target && start < target + NEARBY;
        LongPredicate ofDemand = start -> start > target && start < target + MIB;
        assertThat(asked.ofFetchers().stream().filter(isNear::test))
                .as("commands near %d among %s", target, asked.ofFetchers())
                .startsWith(target);
        assertThat(asked.ofFetchers().subList(0, asked.ofFetchers().indexOf(target)))
                .as("commands before %d among %s", target, asked.ofFetchers())
                .hasSizeLessThanOrEqualTo(ON_THEIR_WAY);
        assertThat(asked.ofOrigin()).as("requests").contains(target);
        assertThat(asked.ofOrigin().subList(0, asked.ofOrigin().indexOf(target)).stream()
                        .filter(start -> !ofDemand.test(start)))
                .as("requests before %d among %s", target, asked.ofOrigin())
                .hasSizeLessThanOrEqualTo(ON_THEIR_WAY);
    }

    private static void expectFetchedOnce(OriginFile file) {
        assertThat(stage.origin().requests().uniqueBytes(file)).isEqualTo(file.length());
        expectNoByteTwice(file);
    }

    /** But for those that were in the sockets of answers that were broken off, for who could not wait. */
    private static void expectNoByteTwice(OriginFile file) {
        long unique = stage.origin().requests().uniqueBytes(file);
        long brokenOff = stage.origin().requests().of(file).stream()
                .filter(OriginRequest::isAborted)
                .count();
        assertThat(stage.origin().requests().bytesSent(file))
                .as("bytes that left the origin, with %d answers broken off", brokenOff)
                .isBetween(unique, unique + brokenOff * IN_SOCKETS);
    }
}
