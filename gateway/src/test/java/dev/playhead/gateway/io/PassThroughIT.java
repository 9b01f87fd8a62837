package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.topic.Topics;
import dev.playhead.gateway.fake.Gateway;
import dev.playhead.testkit.http.Player;
import dev.playhead.testkit.http.Player.Answer;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.LyingOrigin;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.OriginRequest;
import dev.playhead.testkit.origin.RampContent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers straight from the origin, when the pipeline cannot give them. */
class PassThroughIT {
    private static final int LENGTH = 2_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private LyingOrigin origin;
    private OriginFile file;
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        origin = LyingOrigin.start();
        file = origin.serve("/a%20film.mp4", LENGTH);
        gateway =
                Gateway.start(Gateway.waiting(Duration.ofSeconds(5), Duration.ofMillis(200)), origin.url(), directory);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        origin.close();
    }

    @Test
    void goesAroundAPipelineThatShowsNoSignOfLife() throws Exception {
        // When
        Answer answer = gateway.get("/o/nas/a%20film.mp4?token=t&playhead-session=s", "Range: bytes=100-199");

        // Then
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.headers())
                .containsEntry("content-range", "bytes 100-199/" + LENGTH)
                .containsEntry("cache-status", "playhead; fwd=bypass");
        assertThat(content().firstMismatch(answer.body(), 100)).isEmpty();
        OriginRequest asked = origin.requests().all().get(0);
        assertThat(asked.query()).contains("token=t");
        assertThat(asked.header("x-origin-key")).contains("k");
    }

    @Test
    void waitsForASlowOriginThatSomebodyHasAsked() throws Exception {
        try (Player player = gateway.connect()) {
            // Given
            player.send("GET", "/o/nas/a%20film.mp4", "Range: bytes=0-9");
            await().atMost(PATIENCE)
                    .until(() -> !gateway.events(StreamOpened.class).isEmpty());
            gateway.bus().publish(Topics.fetch(Lane.NOW), Gateway.command("/a%20film.mp4"));

            // When
            await().pollDelay(Duration.ofMillis(600)).atMost(PATIENCE).until(() -> true);
            gateway.media("/a%20film.mp4", LENGTH).giveAll();

            // Then
            assertThat(player.answer("GET").headers()).containsEntry("cache-status", "playhead; fwd=miss; stored");
            assertThat(origin.requests().all()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_CACHEABLE", "STORE"})
    void asksTheOriginForWhatCannotBeKept(FailureReason reason) throws Exception {
        file.lies().always(new Fault.NoLength());
        try (Player player = gateway.connect()) {
            // Given
            player.send("GET", "/o/nas/a%20film.mp4");
            await().atMost(PATIENCE)
                    .until(() -> !gateway.events(StreamOpened.class).isEmpty());

            // When
            gateway.bus()
                    .publish(
                            Topics.CHUNKS,
                            new FetchFailed(
                                    Gateway.id("/a%20film.mp4"),
                                    new CommandId("c"),
                                    1,
                                    RequestedRange.WHOLE,
                                    reason,
                                    200,
                                    null,
                                    null,
                                    SpanStats.NONE));

            // Then
            Answer answer = player.answer("GET");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).hasSize(LENGTH);
            assertThat(content().firstMismatch(answer.body(), 0)).isEmpty();
        }
    }

    @Test
    void asksTheOriginWhenTheStoreIsAway() throws Exception {
        // Given
        gateway.store().fail(new StoreException.Unavailable("away"));

        // When
        Answer get = gateway.get("/o/nas/a%20film.mp4", "Range: bytes=-10");
        Answer head;
        try (Player player = gateway.connect()) {
            head = player.ask("HEAD", "/o/nas/a%20film.mp4");
        }

        // Then
        assertThat(content().firstMismatch(get.body(), LENGTH - 10)).isEmpty();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers()).containsEntry("content-length", "" + LENGTH);
    }

    @Test
    void forwardsAPlayersOwnCredentialsAndKeepsNothing() throws Exception {
        // When
        Answer answer =
                gateway.get("/o/nas/a%20film.mp4", "Authorization: Bearer x", "Cookie: a=b", "Accept-Encoding: gzip");

        // Then
        assertThat(content().firstMismatch(answer.body(), 0)).isEmpty();
        OriginRequest asked = origin.requests().all().get(0);
        assertThat(asked.header("authorization")).contains("Bearer x");
        assertThat(asked.header("cookie")).contains("a=b");
        assertThat(asked.header("accept-encoding")).contains("identity");
        assertThat(gateway.events(StreamOpened.class)).isEmpty();
        assertThat(gateway.store().opened()).isEmpty();
    }

    @Test
    void givesNoRangeToAPlayerThatItDidNotAskFor() throws Exception {
        // Given
        file.lies().always(new Fault.SendShiftedRange(1000));

        // When
        Answer answer = gateway.get("/o/nas/a%20film.mp4", "Cookie: a=b", "Range: bytes=100-199");

        // Then
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json().getString("detail")).contains("nas").contains("another range");
        assertThat(answer.header("content-range")).isEmpty();
        await().atMost(PATIENCE).until(() -> origin.requests().open() == 0);
    }

    @Test
    void answersForAShiftedRangeWhereThePipelineStandsStillToo() throws Exception {
        // Given
        file.lies().always(new Fault.ClaimShiftedRange(1000));

        // When
        Answer answer = gateway.get("/o/nas/a%20film.mp4", "Range: bytes=100-199");

        // Then
        assertThat(answer.status()).isEqualTo(502);
    }

    @Test
    void breaksAPartThatEndsBeforeItsRangeAlthoughItsCodingEndsIt() throws Exception {
        // Given
        file.lies().always(new Fault.NoLength()).always(new Fault.ShortBody(50_000, true));

        // Then
        assertThatThrownBy(() -> gateway.get("/o/nas/a%20film.mp4", "Cookie: a=b", "Range: bytes=0-99999"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void passesTheOriginsErrorsOn() throws Exception {
        // Given
        file.lies().always(Fault.status(418));

        // When
        Answer answer = gateway.get("/o/nas/a%20film.mp4", "Cookie: a=b");

        // Then
        assertThat(answer.status()).isEqualTo(418);
    }

    @Test
    void breaksTheConnectionWhenTheOriginBreaksIt() throws Exception {
        // Given
        file.lies().always(Fault.resetAfter(50_000));

        // Then
        assertThatThrownBy(() -> gateway.get("/o/nas/a%20film.mp4", "Cookie: a=b"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void breaksTheConnectionWhenTheOriginBreaksABodyWithoutLength() throws Exception {
        // Given
        file.lies().always(new Fault.NoLength()).always(Fault.resetAfter(50_000));

        // Then
        assertThatThrownBy(() -> gateway.get("/o/nas/a%20film.mp4", "Cookie: a=b"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void saysThatTheOriginCannotBeReached() throws Exception {
        // Given
        origin.stop();

        // When
        Answer answer = gateway.get("/o/nas/a%20film.mp4", "Cookie: a=b");

        // Then
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).contains("nas");
    }

    @Test
    void keepsToItsCapAndGivesTheSlotBackWhenAPlayerLeaves() throws Exception {
        // Given
        file.lies().always(Fault.stallAfter(1000, Fault.FOREVER));
        Player first = gateway.connect();
        Player second = gateway.connect();
        first.send("GET", "/o/nas/a%20film.mp4", "Cookie: a=b");
        second.send("GET", "/o/nas/a%20film.mp4", "Cookie: a=b");
        first.head();
        second.head();

        // When
        Answer third = gateway.get("/o/nas/a%20film.mp4", "Cookie: a=b");
        first.close();
        second.close();

        // Then
        assertThat(third.status()).isEqualTo(503);
        assertThat(third.headers()).containsEntry("retry-after", "1");
        await().atMost(PATIENCE).until(() -> origin.requests().open() == 0);
        file.lies().clear();
        await().atMost(PATIENCE)
                .until(() -> gateway.get("/o/nas/a%20film.mp4", "Cookie: a=b").status() == 200);
    }

    private RampContent content() {
        return file.content();
    }
}
