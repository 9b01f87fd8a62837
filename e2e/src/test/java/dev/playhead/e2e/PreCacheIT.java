package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.model.ByteRange;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.OriginRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Media that are asked for before anybody watches them. */
class PreCacheIT {
    private static final long MIB = 1024 * 1024;
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    static Path data;

    private static Stage stage;
    private static Operator operator;

    private OriginFile film;

    @BeforeAll
    static void raise() {
        stage = Stage.raise(data);
        operator = new Operator(stage.port());
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void serve(TestInfo test) {
        film = stage.origin().serve("/" + test.getTestMethod().orElseThrow().getName() + ".mp4", 24 * MIB);
    }

    @AfterEach
    void honestAgain() {
        stage.origin().totalBandwidth(Long.MAX_VALUE);
        stage.awaitIdle();
    }

    @Test
    void fetchesEachByteOfAMediaOnceThoughNobodyWatches() {
        // When
        String id = operator.preCache(target(film));

        // Then
        awaitState(id, "complete");
        assertThat(operator.progress(id).getLong("stored")).isEqualTo(film.length());
        assertThat(operator.progress(id).getDouble("percent")).isEqualTo(100);
        assertThat(stage.store().indexed(film).covers(new ByteRange(0, film.length())))
                .isTrue();
        stage.store().expectRowsMatchTheFile(film);
        assertThat(stage.origin().requests().bytesSent(film)).isEqualTo(film.length());
    }

    @Test
    void showsHowFarItHasCome() {
        // Given
        stage.origin().totalBandwidth(16 * MIB);

        // When
        String id = operator.preCache(target(film));

        // Then
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(operator.progress(id).getString("state")).isEqualTo("fetching");
            assertThat(operator.progress(id).getLong("wanted")).isEqualTo(film.length());
            assertThat(operator.progress(id).getLong("stored")).isBetween(1L, film.length() - 1);
        });
        operator.cancel(id);
    }

    @Test
    void fetchesTheChunksOfARangeAndNoOthers() {
        // Given
        ByteRange wanted = new ByteRange(9 * MIB, 11 * MIB);

        // When
        String id = operator.preCache(target(film), "bytes=" + wanted.start() + "-" + (wanted.end() - 1));

        // Then
        awaitState(id, "complete");
        stage.awaitIdle();
        assertThat(stage.store().indexed(film).covers(wanted)).isTrue();
        assertThat(stage.origin().requests().uniqueBytes(film)).isLessThan(8 * MIB);
    }

    @Test
    void stopsWhenItIsCancelled() {
        // Given
        stage.origin().totalBandwidth(4 * MIB);
        String id = operator.preCache(target(film));
        await().atMost(SOON).until(() -> operator.progress(id).getLong("stored") > 0);

        // When
        int status = operator.cancel(id).statusCode();

        // Then
        assertThat(status).isEqualTo(204);
        stage.awaitIdle();
        assertThat(stage.origin().requests().uniqueBytes(film)).isLessThan(film.length());
        assertThat(operator.find(id).statusCode()).isEqualTo(404);
    }

    @Test
    void leavesTheOriginToAViewerWhoComesLater() {
        // Given
        OriginFile other = stage.origin().serve("/watched-beside.mp4", 24 * MIB);
        stage.origin().totalBandwidth(8 * MIB);
        // So slow that its requests are still under way when the viewer's arrive: two that go at the same moment may
        // arrive in either order.
        film.lies().always(Fault.bandwidth(MIB / 8));
        String id = operator.preCache(target(film));
        await().atMost(SOON).until(() -> stage.origin().requests().of(film).size() >= 2);

        // When
        stage.player("viewer").read(other, 0, 6 * MIB);

        // Then
        List<OriginRequest> all = stage.origin().requests().all();
        List<OriginRequest> viewers = stage.origin().requests().of(other);
        int first = viewers.get(0).order();
        int next = viewers.get(1).order();
        int last = viewers.get(viewers.size() - 1).order();
        film.lies().clear();
        // Later on a viewer has all that it wants for moments, which are the pre-cache's; the simulation watches over
        // those.
        assertThat(all)
                .filteredOn(request -> request.order() > first && request.order() < next)
                .as("asked for between the viewer's first two requests")
                .isEmpty();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stage.origin().requests().of(film))
                        .as("goes on behind the viewer")
                        .anyMatch(request -> request.order() > last));
        operator.cancel(id);
    }

    @Test
    void isGivenUpWhereTheOriginHasNoSuchMedia() {
        // When
        String id = operator.preCache("/o/film/nothing-is-here.mp4");

        // Then
        awaitState(id, "failed");
        assertThat(operator.progress(id).getString("problem")).contains("404");
    }

    @Test
    void goesOnAfterARestart(@TempDir Path other) {
        // Given
        String id;
        ByteRange before;
        try (Stage first = Stage.raise(other)) {
            OriginFile half = first.origin().serve("/half.mp4", 24 * MIB);
            half.lies().always(Fault.bandwidth(4 * MIB));
            id = new Operator(first.port()).preCache(target(half));
            await().atMost(SOON).until(() -> first.store().indexed(half).runEnd(0) >= 4 * MIB);
            before = new ByteRange(0, first.store().indexed(half).runEnd(0));
        }

        // When
        try (Stage second = Stage.raise(other, origin -> origin.serve("/half.mp4", 24 * MIB))) {

            // Then
            OriginFile half = second.origin().file("/half.mp4");
            second.awaitIndexed(half);
            assertThat(second.origin().requests().sentAnyOf(half, before))
                    .as("fetched again")
                    .isFalse();
            second.store().expectRowsMatchTheFile(half);
            Operator again = new Operator(second.port());
            await().atMost(SOON)
                    .until(() -> again.progress(id).getString("state").equals("complete"));
        }
    }

    private static String target(OriginFile file) {
        return "/o/film" + file.path();
    }

    private static void awaitState(String id, String state) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(operator.progress(id).getString("state")).isEqualTo(state));
    }
}
