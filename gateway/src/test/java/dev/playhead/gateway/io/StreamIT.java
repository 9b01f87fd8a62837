package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.PlaybackEvent.PlaybackAdvanced;
import dev.playhead.common.event.PlaybackEvent.StreamClosed;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.topic.Topics;
import dev.playhead.gateway.fake.FakeMedia;
import dev.playhead.gateway.fake.Gateway;
import dev.playhead.testkit.http.Player;
import dev.playhead.testkit.http.Player.Answer;
import io.vertx.core.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams whose bytes are not there yet: they wait, they tell, and they fail honestly. */
class StreamIT {
    private static final int LENGTH = 3_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private Gateway gateway;
    private FakeMedia film;

    @BeforeEach
    void start() throws Exception {
        gateway = Gateway.start(directory);
        film = gateway.media("/film.mp4", LENGTH);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void answersAnUnknownMediaAsSoonAsItsFirstBytesAreThere() throws Exception {
        try (Player player = gateway.connect()) {
            // Given
            player.send("GET", "/o/nas/film.mp4?token=secret", "Range: bytes=1000-");
            awaitWaiting();
            gateway.bus().publish(Topics.fetch(Lane.NOW), Gateway.command("/film.mp4"));
            await().atMost(PATIENCE)
                    .until(() -> gateway.bus().published(FetchSpan.class).size() == 1);

            // When
            film.give(1000, 2000);
            Answer head = player.head();

            // Then
            assertThat(head.status()).isEqualTo(206);
            assertThat(head.headers())
                    .containsEntry("content-range", "bytes 1000-2999999/3000000")
                    .containsEntry("cache-status", "playhead; fwd=miss; stored");
            assertThat(film.content().firstMismatch(player.body(1000), 1000)).isEmpty();
            film.giveAll();
            assertThat(film.content().firstMismatch(player.body(LENGTH - 2000), 2000))
                    .isEmpty();
        }
    }

    @Test
    void tellsAtOnceWhatAStreamWantsAndThatItWaits() throws Exception {
        // Given
        film.give(0, 100_000);
        try (Player player = gateway.connect()) {
            // When
            player.send("GET", "/o/nas/film.mp4?token=secret", "Range: bytes=0-199999");
            player.head();
            player.body(100_000);

            // Then
            awaitWaiting();
            StreamOpened opened = gateway.events(StreamOpened.class).get(0);
            assertThat(opened.cursor().remaining()).isEqualTo(new RequestedRange.From(0, 200_000L));
            assertThat(opened.source().path()).isEqualTo("/film.mp4");
            assertThat(opened.source().sealedQuery()).isNotNull().doesNotContain("secret");
            PlaybackAdvanced waits = gateway.events(PlaybackAdvanced.class).get(0);
            assertThat(waits.waiting()).isTrue();
            assertThat(waits.cursor().remaining()).isEqualTo(new RequestedRange.From(100_000, 200_000L));
            assertThat(waits.cursor().stream()).isEqualTo(opened.cursor().stream());
        }
    }

    @Test
    void repeatsThePositionEachSecondWhileItWaits() throws Exception {
        film.describe();
        try (Player player = gateway.connect()) {
            // When
            player.send("GET", "/o/nas/film.mp4");

            // Then
            await().atMost(PATIENCE)
                    .until(() -> gateway.events(PlaybackAdvanced.class).size() >= 3);
            assertThat(gateway.events(PlaybackAdvanced.class)).allMatch(PlaybackAdvanced::waiting);
        }
    }

    @Test
    void endsWhatAPlayerWantedWhenItLeaves() throws Exception {
        // Given
        film.give(0, 100_000);
        Player player = gateway.connect();
        player.send("GET", "/o/nas/film.mp4", "Range: bytes=0-");
        player.head();
        player.body(100_000);
        awaitWaiting();

        // When
        player.close();

        // Then
        await().atMost(PATIENCE)
                .until(() -> gateway.events(StreamClosed.class).size() == 1
                        && gateway.store().openReads() == 0);
        assertThat(gateway.events(StreamClosed.class).get(0).cursor().remaining())
                .isEqualTo(new RequestedRange.From(100_000, null));
        assertThat(gateway.get("/api/sessions").json().getJsonArray("streams")).isEmpty();
    }

    @Test
    void endsAStreamWhosePlayerLeavesInTheMiddleOfARegion() throws Exception {
        // Given
        film.giveAll();
        Player player = gateway.connect();
        player.send("GET", "/o/nas/film.mp4");
        player.head();

        // When
        player.close();

        // Then
        await().atMost(PATIENCE).until(() -> gateway.events(StreamClosed.class).size() == 1);
        assertThat(gateway.store().openReads()).isZero();
    }

    @Test
    void breaksTheConnectionWhenBytesFailBehindTheHead() throws Exception {
        // Given
        film.give(0, 100_000);
        try (Player player = gateway.connect()) {
            player.send("GET", "/o/nas/film.mp4");
            player.head();
            player.body(100_000);

            // When
            film.failReads(new StoreException.VersionGone("gone"));

            // Then
            assertThatThrownBy(() -> player.body(1)).isInstanceOf(IOException.class);
        }
        await().atMost(PATIENCE).until(() -> gateway.events(StreamClosed.class).size() == 1);
    }

    @Test
    void readsAgainWhenItsVersionGoesBeforeTheHead() throws Exception {
        // Given
        film.describe();
        try (Player player = gateway.connect()) {
            player.send("GET", "/o/nas/film.mp4", "Range: bytes=10-19");
            awaitWaiting();

            // When
            gateway.store().failWaiting(new StoreException.VersionGone("gone"));
            await().atMost(PATIENCE).until(() -> gateway.store().opened().size() == 2);
            film.giveAll();

            // Then
            Answer answer = player.answer("GET");
            assertThat(answer.status()).isEqualTo(206);
            assertThat(film.content().firstMismatch(answer.body(), 10)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_FOUND, 404, 404",
        "NOT_FOUND, 410, 410",
        "REFUSED, 403, 403",
        "PROTOCOL, 206, 502",
        "UNSATISFIABLE, 416, 416"
    })
    void answersWithWhatTheOriginSaid(FailureReason reason, int originStatus, int status) throws Exception {
        try (Player player = gateway.connect()) {
            // Given
            player.send("GET", "/o/nas/film.mp4", "Range: bytes=5000000-");
            awaitOpened();

            // When
            fail(new RequestedRange.From(5_000_000, 6_000_000L), reason, originStatus);

            // Then
            Answer answer = player.answer("GET");
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
            assertThat(answer.header("content-range").isPresent()).isEqualTo(status == 416);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.events(StreamClosed.class))
                .hasSize(1));
    }

    @Test
    void waitsOnWhenAnotherRangeFailed() throws Exception {
        // Given
        film.describe();
        try (Player player = gateway.connect()) {
            player.send("GET", "/o/nas/film.mp4", "Range: bytes=10-19");
            awaitWaiting();

            // When
            fail(new RequestedRange.From(1_000_000, 2_000_000L), FailureReason.NOT_FOUND, 404);
            fail(new RequestedRange.From(0, 1_000_000L), FailureReason.EXHAUSTED, null);
            film.giveAll();

            // Then
            assertThat(player.answer("GET").status()).isEqualTo(206);
        }
    }

    @Test
    void breaksAStreamWhenWhatItWaitsForIsGoneFromTheOrigin() throws Exception {
        // Given
        film.give(0, 1000);
        try (Player player = gateway.connect()) {
            player.send("GET", "/o/nas/film.mp4");
            player.head();
            player.body(1000);
            awaitWaiting();

            // When
            fail(new RequestedRange.From(1000, null), FailureReason.NOT_FOUND, 404);

            // Then
            assertThatThrownBy(() -> player.body(1)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void asksAnUnknownMediaForItsFirstByteWhenOnlyTheHeadIsWanted() throws Exception {
        try (Player player = gateway.connect()) {
            // Given
            player.send("HEAD", "/o/nas/film.mp4");
            awaitOpened();

            // When
            film.describe();

            // Then
            Answer head = player.answer("HEAD");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.headers()).containsEntry("content-length", "" + LENGTH);
            assertThat(gateway.events(StreamOpened.class).get(0).cursor().remaining())
                    .isEqualTo(new RequestedRange.From(0, 1L));
        }
    }

    @Test
    void readsTheWholeWhenThePlayersVersionIsAnotherOne() throws Exception {
        // Given
        film.giveAll();

        // When
        Answer answer = gateway.get("/o/nas/film.mp4", "Range: bytes=5-9", "If-Range: \"other\"");

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(film.content().firstMismatch(answer.body(), 0)).isEmpty();
        assertThat(gateway.store().opened()).last().isEqualTo(new RequestedRange.From(0, (long) LENGTH));
    }

    @Test
    void callsItNoHitWhenBytesOfAKnownMediaWereMissing() throws Exception {
        // Given
        film.give(0, 1000);
        try (Player player = gateway.connect()) {
            player.send("GET", "/o/nas/film.mp4", "Range: bytes=5000-5009");
            await().atMost(PATIENCE)
                    .until(() -> !gateway.events(PlaybackAdvanced.class).isEmpty());

            // When
            film.giveAll();

            // Then
            assertThat(player.answer("GET").headers()).containsEntry("cache-status", "playhead; fwd=miss; stored");
            assertThat(gateway.get("/o/nas/film.mp4", "Range: bytes=5000-5009").headers())
                    .containsEntry("cache-status", "playhead; hit");
        }
    }

    @Test
    void losesNothingWhenPlaybackEventsAreNotTaken() throws Exception {
        // Given
        film.giveAll();
        gateway.bus().failPublishes(event -> true);

        // When
        Answer answer = gateway.get("/o/nas/film.mp4");

        // Then
        assertThat(film.content().firstMismatch(answer.body(), 0)).isEmpty();
        await().atMost(PATIENCE).until(() -> gateway.get("/api/stats").json().getLong("eventsLost") >= 2);
    }

    @Test
    void saysWhenToComeBackAfterTheWaitLimit() throws Exception {
        // Given
        Path other = directory.resolve("other");
        try (Gateway impatient = Gateway.start(
                Gateway.waiting(Duration.ofMillis(300), Duration.ofSeconds(5)),
                URI.create("http://127.0.0.1:1"),
                other)) {
            // When
            Answer answer = impatient.get("/o/nas/film.mp4");

            // Then
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers()).containsEntry("retry-after", "5");
        }
    }

    @Test
    void breaksAStreamThatWaitedTooLongBehindItsHead() throws Exception {
        // Given
        try (Gateway impatient = Gateway.start(
                        Gateway.waiting(Duration.ofMillis(300), Duration.ofMillis(100)),
                        URI.create("http://127.0.0.1:1"),
                        directory);
                Player player = impatient.connect()) {
            impatient.media("/film.mp4", LENGTH).give(0, 1000);

            // When
            player.send("GET", "/o/nas/film.mp4");
            player.head();
            player.body(1000);

            // Then
            assertThatThrownBy(() -> player.body(1)).isInstanceOf(EOFException.class);
        }
    }

    private void awaitOpened() {
        await().atMost(PATIENCE).until(() -> !gateway.events(StreamOpened.class).isEmpty());
    }

    /** Until some stream has said that it waits, or waits for a description, which its opening says. */
    private void awaitWaiting() {
        await().atMost(PATIENCE).until(() -> gateway.get("/api/sessions").json().getJsonArray("streams").stream()
                .map(JsonObject.class::cast)
                .anyMatch(stream -> stream.getBoolean("waiting")));
    }

    private void fail(RequestedRange range, FailureReason reason, @Nullable Integer status) {
        Long length = reason == FailureReason.UNSATISFIABLE ? Long.valueOf(LENGTH) : null;
        gateway.bus()
                .publish(
                        Topics.CHUNKS,
                        new FetchFailed(
                                Gateway.id("/film.mp4"),
                                new CommandId("c1"),
                                1,
                                range,
                                reason,
                                status,
                                length,
                                null,
                                SpanStats.NONE));
    }
}
