package dev.playhead.gateway.io.fresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.Lane;
import dev.playhead.common.topic.Topics;
import dev.playhead.gateway.fake.FakeMedia;
import dev.playhead.gateway.fake.Gateway;
import dev.playhead.testkit.http.Player;
import dev.playhead.testkit.http.Player.Answer;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.LyingOrigin;
import dev.playhead.testkit.origin.OriginFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored media whose origin has set a limit to how long they hold. */
class FreshnessIT {
    private static final int LENGTH = 600_000;
    private static final String PATH = "/film.mp4";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private LyingOrigin origin;
    private OriginFile file;
    private Gateway gateway;
    private FakeMedia media;

    @BeforeEach
    void start() throws Exception {
        origin = LyingOrigin.start();
        file = origin.serve(PATH, LENGTH);
        gateway = Gateway.start(Gateway.waiting(Duration.ofSeconds(5), Duration.ofSeconds(4)), origin.url(), directory);
        media = gateway.media(PATH, LENGTH).like(file).giveAll();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        origin.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"public", "max-age=60"})
    void asksNobodyWhileTheMediaIsFresh(String cacheControl) throws Exception {
        // Given
        said(cacheControl, Duration.ofSeconds(30));

        // When
        Answer answer = get();

        // Then
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.headers())
                .containsEntry("cache-status", "playhead; hit")
                .containsEntry("cache-control", cacheControl);
        assertThat(Integer.parseInt(answer.headers().get("age"))).isBetween(30, 40);
        assertThat(origin.requests().all()).isEmpty();
    }

    @Test
    void asksOnceWhenTheMediaIsStaleAndServesWhatIsConfirmed() throws Exception {
        // Given
        said("max-age=60", Duration.ofSeconds(90));

        // When
        Answer first = get();
        Answer second = get();

        // Then
        assertThat(file.content().firstMismatch(first.body(), 0)).isEmpty();
        assertThat(first.headers()).containsEntry("cache-status", "playhead; fwd=stale; fwd-status=304");
        assertThat(first.headers()).containsEntry("age", "0");
        assertThat(second.headers()).containsEntry("cache-status", "playhead; hit");
        assertThat(origin.requests().all()).hasSize(1);
        assertThat(origin.requests().all().get(0).header("if-none-match")).contains(file.etag());
        assertThat(origin.requests().all().get(0).header("x-origin-key")).contains("k");
        assertThat(origin.requests().bytesSent(file)).isZero();
    }

    @Test
    void neverAsksTwiceAtATime() throws Exception {
        // Given
        said("no-cache", Duration.ZERO);
        file.lies().always(Fault.firstByteAfter(Duration.ofMillis(300)));
        List<Player> players = new ArrayList<>();

        // When
        for (int i = 0; i < 10; i++) {
            Player player = gateway.connect();
            player.send("GET", "/o/nas" + PATH, "Range: bytes=0-9");
            players.add(player);
        }

        // Then
        for (Player player : players) {
            assertThat(player.answer("GET").status()).isEqualTo(206);
            player.close();
        }
        assertThat(origin.requests().maxConcurrent()).isEqualTo(1);
        assertThat(origin.requests().all()).hasSizeLessThan(10);
    }

    @Test
    void answersForTheNewVersionWhenTheOriginHasOne() throws Exception {
        // Given
        said("max-age=60", Duration.ofSeconds(90));
        file.changeContent();

        try (Player player = gateway.connect()) {
            // When
            player.send("GET", "/o/nas" + PATH, "Range: bytes=0-99");
            await().atMost(PATIENCE)
                    .until(() -> media.version().validator().etag().equals(file.etag()));
            media.like(file).giveAll();

            // Then
            Answer answer = player.answer("GET");
            assertThat(answer.headers()).containsEntry("etag", file.etag());
            assertThat(file.content().firstMismatch(answer.body(), 0)).isEmpty();
        }
    }

    @Test
    void servesStaleBytesWhileTheOriginIsAway() throws Exception {
        // Given
        said("max-age=60", Duration.ofSeconds(90));
        origin.stop();

        // When
        Answer answer = get();

        // Then
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.headers().get("cache-status")).startsWith("playhead; hit; ttl=-3");
        assertThat(Integer.parseInt(answer.headers().get("age"))).isBetween(90, 100);
    }

    @Test
    void doesNotAskAgainForWhatIsFetchedForThePlayerItself() throws Exception {
        // Given
        FakeMedia cold = gateway.media("/cold.mp4", LENGTH);

        try (Player player = gateway.connect()) {
            // When
            player.send("GET", "/o/nas/cold.mp4", "Range: bytes=0-99");
            await().atMost(PATIENCE)
                    .until(() -> !gateway.events(StreamOpened.class).isEmpty());
            gateway.bus().publish(Topics.fetch(Lane.NOW), Gateway.command("/cold.mp4"));
            cold.said(Freshness.of(Map.of("cache-control", "no-cache")::get, Instant.now()))
                    .giveAll();

            // Then
            assertThat(player.answer("GET").headers()).containsEntry("cache-status", "playhead; fwd=miss; stored");
            assertThat(origin.requests().all()).isEmpty();
        }
    }

    @Test
    void leavesAnOriginThatFailsAloneForAWhile() throws Exception {
        // Given
        said("max-age=60", Duration.ofSeconds(90));
        file.lies().always(Fault.status(503));
        get();

        // When
        Answer second = get();

        // Then
        assertThat(second.headers().get("cache-status")).startsWith("playhead; hit; ttl=-3");
        assertThat(file.content().firstMismatch(second.body(), 0)).isEmpty();
        assertThat(origin.requests().all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-age=60, must-revalidate", "s-maxage=60", "no-cache", "max-age=60, stale-if-error=10"})
    void servesNoStaleBytesWhereTheOriginForbidsIt(String cacheControl) throws Exception {
        // Given
        said(cacheControl, Duration.ofSeconds(90));
        file.lies().always(Fault.status(503));

        // When
        Answer answer = get();

        // Then
        assertThat(answer.status()).isEqualTo(503);
    }

    @Test
    void servesAtOnceAndAsksMeanwhileWhereTheOriginAllowsIt() throws Exception {
        // Given
        said("max-age=60, stale-while-revalidate=60", Duration.ofSeconds(90));
        file.lies().always(Fault.firstByteAfter(Duration.ofMillis(200)));

        // When
        Answer answer = get();

        // Then
        assertThat(answer.headers().get("cache-status")).startsWith("playhead; hit; ttl=-3");
        await().atMost(PATIENCE).until(() -> media.freshness().ageSeconds(System.currentTimeMillis()) < 60);
        assertThat(get().headers()).containsEntry("cache-status", "playhead; hit");
        assertThat(origin.requests().all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410})
    void passesOnWhatTheOriginSaysWhenItGivesTheMediaToNobodyAnyMore(int status) throws Exception {
        // Given
        said("max-age=60", Duration.ofSeconds(90));
        file.lies().always(Fault.status(status));

        // When
        Answer answer = get();

        // Then
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("cache-status", "playhead; fwd=bypass");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-store", "private"})
    void servesNothingStoredThatMustNotBeSharedAnyMore(String now) throws Exception {
        // Given
        said("max-age=60", Duration.ofSeconds(90));
        file.lies().always(Fault.header("Cache-Control", now));

        // When
        Answer answer = get();

        // Then
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.headers()).containsEntry("cache-status", "playhead; fwd=bypass");
    }

    @Test
    void asksForAHeadToo() throws Exception {
        // Given
        said("max-age=60", Duration.ofSeconds(90));

        try (Player player = gateway.connect()) {
            // When
            Answer answer = player.ask("HEAD", "/o/nas" + PATH);

            // Then
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("cache-status", "playhead; fwd=stale; fwd-status=304");
            assertThat(origin.requests().all()).hasSize(1);
        }
    }

    private void said(String cacheControl, Duration ago) {
        media.said(Freshness.of(
                Map.of("cache-control", cacheControl)::get, Instant.now().minus(ago)));
    }

    private Answer get() throws Exception {
        return gateway.get("/o/nas" + PATH, "Range: bytes=0-99");
    }
}
