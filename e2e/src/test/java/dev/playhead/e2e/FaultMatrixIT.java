package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.model.OriginName;
import dev.playhead.e2e.OriginLie.Outcome;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.RampContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every lie an origin tells, and what becomes of it at the viewer, in the store, and when the origin is honest again. {@code
 * docs/faults.md} holds what comes out; {@code -Dwrite.docs=true} writes it anew.
 *
 * <p>Each lie has an origin and a film of its own, so several are told at a time: most of a row is waiting.
 */
class FaultMatrixIT {
    private static final Path DOCUMENT = Path.of("..", "docs", "faults.md");
    private static final String HEADING = "| The origin | The viewer gets |";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int AT_A_TIME = 6;
    /** At an origin that lies about a film of six spans: attempts are few, whatever comes of them. */
    private static final int REQUESTS = 100;

    private static final List<OriginLie> LIES = OriginLie.all();
    private static final SortedMap<Integer, String> ROWS = new ConcurrentSkipListMap<>();

    @TempDir
    static Path data;

    private static Stage stage;
    private static ExecutorService told;

    @BeforeAll
    static void raise() {
        List<OriginName> names = IntStream.rangeClosed(0, LIES.size())
                .mapToObj(FaultMatrixIT::name)
                .toList();
        // What one liar keeps waiting must not cost the others theirs.
        stage = Stage.raise(
                data,
                names,
                Map.of("gateway.wait-limit", "4s", "fetcher.slots.now", "32", "fetcher.slots.ahead", "32"));
        told = Executors.newFixedThreadPool(AT_A_TIME);
    }

    @AfterAll
    static void strike() throws IOException {
        told.shutdownNow();
        stage.close();
        String table = HEADING + " Kept | Honest again: whole after |\n|---|---|---|---|\n"
                + String.join("\n", ROWS.values()) + "\n";
        String document = Files.readString(DOCUMENT);
        if (Boolean.getBoolean("write.docs")) {
            int start = document.indexOf(HEADING);
            int end = document.indexOf("\n\n", start);
            String rest = end < 0 ? "" : document.substring(end + 1);
            Files.writeString(DOCUMENT, document.substring(0, start) + table + rest);
        } else if (ROWS.size() == LIES.size()) {
            assertThat(document)
                    .as("docs/faults.md, run with -Dwrite.docs=true")
                    .contains(table);
        }
    }

    @TestFactory
    List<DynamicTest> noLieMakesAWrongByte() {
        return IntStream.range(0, LIES.size())
                .mapToObj(number -> {
                    OriginLie lie = LIES.get(number);
                    Future<?> played = told.submit(() -> play(number, lie));
                    return DynamicTest.dynamicTest(lie.name(), played::get);
                })
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, OriginLie.VERSIONS})
    void mirrorsThatDisagreeCostFewRequestsHoweverOftenSomebodyWatches(int mirrors) {
        // Given
        OriginName origin = name(LIES.size());
        OriginFile film = stage.origin().serve("/mirrors-" + mirrors + ".mp4", OriginLie.LENGTH);
        OriginLie.mirrors(film, mirrors);

        // When
        for (int time = 0; time < 10; time++) {
            watch(origin, film, "deceived " + time);
        }

        // Then
        kept(origin, film);
        assertThat(stage.origin().requests().count(film)).isLessThan(REQUESTS);
        film.lies().clear();
        awaitWhole(origin, film);
    }

    private static OriginName name(int number) {
        return new OriginName("liar-" + number);
    }

    private static void play(int number, OriginLie lie) {
        // Given
        OriginName origin = name(number);
        OriginFile film = stage.origin().serve("/fault-" + number + ".mp4", OriginLie.LENGTH);
        lie.beginning().accept(film);

        // When
        Outcome got = watch(origin, film, "deceived");

        // Then
        if (lie.keeps()) {
            awaitKept(origin, film);
        } else {
            assertThat(kept(origin, film)).as(lie.name()).isEmpty();
            watch(origin, film, "deceived again");
            assertThat(kept(origin, film)).as(lie.name() + ", again").isEmpty();
        }
        assertThat(stage.origin().requests().count(film)).as(lie.name()).isLessThan(REQUESTS);
        if (lie.outcome() != Outcome.HONEST) {
            assertThat(got).as(lie.name()).isEqualTo(lie.outcome());
        }

        // And: honest again
        film.lies().clear();
        long began = System.nanoTime();
        awaitWhole(origin, film);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).as(lie.name()).isLessThan(lie.recovery());
        kept(origin, film);
        ROWS.put(
                number,
                String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %d s at most |",
                        lie.name(),
                        lie.outcome().text(),
                        lie.keeps() ? "right bytes only" : "nothing",
                        lie.recovery().toSeconds()));
    }

    /** A viewer may be told of a new version before any chunk of it is whole; then the next viewer's watching fills it. */
    private static void awaitKept(OriginName origin, OriginFile film) {
        await().atMost(SOON)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!kept(origin, film).isEmpty()) {
                        return true;
                    }
                    watch(origin, film, "deceived again");
                    return false;
                });
    }

    private static void awaitWhole(OriginName origin, OriginFile film) {
        await().atMost(SOON)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> watch(origin, film, "honest") == Outcome.WHOLE);
    }

    /** Reads the film in full, each byte checked against a version that the origin has had. */
    private static Outcome watch(OriginName origin, OriginFile film, String name) {
        try (Player.Stream stream = stage.player(origin, name).open(film, "bytes=0-")) {
            if (stream.status() >= 400) {
                return Outcome.REFUSED;
            }
            stream.startAt(0).take(Long.parseLong(stream.header("content-length")));
            stream.expectEnd();
            return stream.position() == film.length() ? Outcome.WHOLE : Outcome.HONEST;
        } catch (UncheckedIOException broken) {
            return Outcome.HONEST;
        }
    }

    /** Checks that what the store holds is the origin's; returns what there is. */
    private static String kept(OriginName origin, OriginFile film) {
        // Between the look at the index and the one at the file a version may go.
        return await().pollInSameThread()
                .atMost(SOON)
                .ignoreExceptions()
                .until(() -> keptNow(origin, film), kept -> true);
    }

    private static String keptNow(OriginName origin, OriginFile film) {
        StoreInspector store = stage.store(origin);
        if (store.chunks(film).isEmpty()) {
            return "";
        }
        store.expectRowsMatchOneOf(
                film,
                IntStream.rangeClosed(1, OriginLie.VERSIONS)
                        .mapToObj(version -> new RampContent(film.path(), version))
                        .toList());
        return "some";
    }
}
