package dev.playhead.gateway.io.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.model.Lane;
import dev.playhead.common.topic.Topics;
import dev.playhead.gateway.fake.FakeMedia;
import dev.playhead.gateway.fake.Gateway;
import dev.playhead.testkit.http.Player;
import dev.playhead.testkit.http.Player.Answer;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.LyingOrigin;
import dev.playhead.testkit.origin.OriginFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that lose the pipeline on their way, and get it back. */
class FallbackIT {
    private static final int MIB = 1024 * 1024;
    private static final int LENGTH = 24 * MIB;
    private static final String PATH = "/film.mp4";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

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
        gateway =
                Gateway.start(Gateway.waiting(Duration.ofSeconds(5), Duration.ofMillis(200)), origin.url(), directory);
        media = gateway.media(PATH, LENGTH).like(file);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        origin.close();
    }

    @Test
    void goesOnAtTheExactByteWhenThePipelineStandsStill() throws Exception {
        // Given: nobody fetches what is missing
        media.give(0, 3 * MIB + 17);

        // When
        Answer answer = gateway.get("/o/nas" + PATH);

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(file.content().firstMismatch(answer.body(), 0)).isEmpty();
        assertThat(origin.requests().ranges(file)).containsExactly("bytes=" + (3 * MIB + 17) + "-");
        assertThat(origin.requests().all().get(0).header("if-range")).contains(file.etag());
        assertThat(origin.requests().all().get(0).header("x-origin-key")).contains("k");
    }

    @Test
    void asksForNothingThatTheStoreHasBehindAHole() throws Exception {
        // Given
        gateway.store().answerAtOnce();
        media.give(0, MIB);
        media.give(3 * MIB, LENGTH);

        // When
        Answer answer = gateway.get("/o/nas" + PATH);

        // Then
        assertThat(file.content().firstMismatch(answer.body(), 0)).isEmpty();
        assertThat(answer.body()).hasSize(LENGTH);
        assertThat(origin.requests().ranges(file)).containsExactly("bytes=" + MIB + "-" + (3 * MIB - 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesOnWhenTheStoreGoesAwayAndComesBackWithIt(boolean inMemory) throws Exception {
        // Given
        if (inMemory) {
            gateway.store().answerAtOnce();
        }
        media.giveAll();
        file.lies().always(Fault.bandwidth(6 * MIB));
        try (Player player = gateway.connect()) {
            player.send("GET", "/o/nas" + PATH);
            player.head();
            byte[] first = player.body(2 * MIB);

            // When
            gateway.store().fail(new StoreException.Unavailable("away"));
            byte[] second = player.body(4 * MIB);
            gateway.store().fail(null);
            byte[] third = player.body(LENGTH - 6 * MIB);

            // Then
            assertThat(file.content().firstMismatch(first, 0)).isEmpty();
            assertThat(file.content().firstMismatch(second, 2 * MIB)).isEmpty();
            assertThat(file.content().firstMismatch(third, 6 * MIB)).isEmpty();
            assertThat(origin.requests().count(file)).isEqualTo(1);
            await().atMost(PATIENCE).until(() -> origin.requests().all().get(0).isAborted());
            assertThat(origin.requests().bytesSent(file)).isLessThan(LENGTH - 4 * MIB);
        }
    }

    @Test
    void goesOnWhenTheBrokerTakesNoEventAnyMore() throws Exception {
        // Given: a sign of life, for which one would wait
        media.give(0, MIB);
        try (Player player = gateway.connect()) {
            player.send("GET", "/o/nas" + PATH);
            player.head();
            player.body(MIB);
            gateway.bus().publish(Topics.fetch(Lane.NOW), Gateway.command(PATH));

            // When
            gateway.bus().failPublishes(event -> true);
            byte[] rest = player.body(LENGTH - MIB);

            // Then
            assertThat(file.content().firstMismatch(rest, MIB)).isEmpty();
            assertThat(origin.requests().ranges(file)).containsExactly("bytes=" + MIB + "-");
        }
    }

    @Test
    void goesOnWhereAnOriginBrokeOff() throws Exception {
        // Given
        media.give(0, MIB);
        file.lies().next(2, Fault.resetAfter(5 * MIB));

        // When
        Answer answer = gateway.get("/o/nas" + PATH);

        // Then
        assertThat(file.content().firstMismatch(answer.body(), 0)).isEmpty();
        assertThat(origin.requests().count(file)).isEqualTo(3);
    }

    @Test
    void sharesOneRequestAmongAHerd() throws Exception {
        // Given
        int herd = 20;
        file.lies().always(Fault.bandwidth(24 * MIB));
        ExecutorService viewers = Executors.newFixedThreadPool(herd);

        // When
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < herd; i++) {
            answers.add(
                    CompletableFuture.supplyAsync(() -> get("/o/nas" + PATH + "?token=" + answers.size()), viewers));
        }

        // Then
        for (CompletableFuture<Answer> answer : answers) {
            Answer got = answer.get(60, TimeUnit.SECONDS);
            assertThat(got.status()).isEqualTo(200);
            assertThat(file.content().firstMismatch(got.body(), 0)).isEmpty();
        }
        viewers.shutdown();
        assertThat(origin.requests().bytesSent(file)).isLessThan(3L * LENGTH);
        assertThat(origin.requests().maxConcurrent()).isLessThanOrEqualTo(2);
    }

    @Test
    void holdsNobodyUpForAViewerThatTakesNothing() throws Exception {
        // Given
        try (Player idle = gateway.connect()) {
            idle.send("GET", "/o/nas" + PATH);
            idle.head();

            // When
            Answer other = gateway.get("/o/nas" + PATH);

            // Then
            assertThat(file.content().firstMismatch(other.body(), 0)).isEmpty();
            assertThat(file.content().firstMismatch(idle.body(LENGTH), 0)).isEmpty();
        }
    }

    @Test
    void asksAnOriginNoMoreThanItMayAndTheRestLater() throws Exception {
        // Given: as many answers as may be open, held open by their viewers
        List<Player> holding = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            OriginFile held = origin.serve("/held" + i + ".mp4", LENGTH);
            Player player = gateway.connect();
            player.send("GET", "/o/nas" + held.path());
            player.head();
            holding.add(player);
        }

        // When
        CompletableFuture<Answer> third = CompletableFuture.supplyAsync(() -> get("/o/nas" + PATH, "Range: bytes=0-9"));
        await().pollDelay(Duration.ofMillis(700)).until(() -> true);
        boolean early = third.isDone();
        for (Player player : holding) {
            player.close();
        }

        // Then
        assertThat(early).isFalse();
        assertThat(third.get(15, TimeUnit.SECONDS).status()).isEqualTo(206);
        assertThat(origin.requests().maxConcurrent()).isEqualTo(2);
    }

    @Test
    void breaksRatherThanGoOnWithAnotherVersion() throws Exception {
        // Given
        media.give(0, MIB);
        file.changeContent();

        // Then
        assertThatThrownBy(() -> gateway.get("/o/nas" + PATH)).isInstanceOf(IOException.class);
    }

    @Test
    void stopsAskingWhenThePlayerLeaves() throws Exception {
        // Given
        Player player = gateway.connect();
        player.send("GET", "/o/nas" + PATH);
        player.head();

        // When
        player.close();

        // Then
        await().atMost(PATIENCE).until(() -> origin.requests().open() == 0);
        await().atMost(PATIENCE).until(() -> gateway.store().openReads() == 0);
    }

    private Answer get(String target, String... headers) {
        try {
            return gateway.get(target, headers);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
