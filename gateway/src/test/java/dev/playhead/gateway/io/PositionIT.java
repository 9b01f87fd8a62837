package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.event.PlaybackEvent.PlaybackAdvanced;
import dev.playhead.common.event.PlaybackEvent.PositionReported;
import dev.playhead.common.event.PlaybackEvent.StreamClosed;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.gateway.AccessConfig;
import dev.playhead.gateway.core.access.ApiToken;
import dev.playhead.gateway.fake.Gateway;
import dev.playhead.testkit.http.Player;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route by which players say where they play. */
class PositionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = Gateway.start(directory);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void whatAPlayerSaysOfItsPositionIsToldWithWhereItsStreamStands() throws Exception {
        // Given
        try (Player player = opened("X-Playback-Session-Id: couch")) {
            StreamOpened opened = gateway.events(StreamOpened.class).get(0);

            // When
            Player.Answer answer = tell("couch", "{\"position\": 62.5, \"duration\": 5400, \"bitrate\": 8000000}");

            // Then
            assertThat(answer.status()).isEqualTo(204);
            PositionReported told = gateway.events(PositionReported.class).get(0);
            assertThat(told.media()).isEqualTo(opened.media());
            assertThat(told.cursor().session()).isEqualTo(opened.cursor().session());
            assertThat(told.cursor().remaining()).isEqualTo(new RequestedRange.From(100_000, null));
            assertThat(told.position()).isEqualTo(Duration.ofMillis(62_500));
            assertThat(told.duration()).isEqualTo(Duration.ofMinutes(90));
            assertThat(told.bitsPerSecond()).isEqualTo(8_000_000L);
        }
    }

    @Test
    void aSessionIsAlsoKnownByTheNameThatWeGaveIt() throws Exception {
        // Given
        try (Player player = opened("Accept: */*")) {
            String session =
                    gateway.events(StreamOpened.class).get(0).cursor().session().value();

            // When
            int status = tell(session, "{\"position\": 1}").status();

            // Then
            assertThat(status).isEqualTo(204);
            PositionReported told = gateway.events(PositionReported.class).get(0);
            assertThat(told.position()).isEqualTo(Duration.ofSeconds(1));
            assertThat(told.duration()).isNull();
            assertThat(told.bitsPerSecond()).isNull();
        }
    }

    @Test
    void whoSaysItMoreOftenThanOnceASecondIsTakenAtItsWordOnceASecond() throws Exception {
        // Given
        try (Player player = opened("X-Playback-Session-Id: couch")) {
            // When
            for (int position = 0; position < 10; position++) {
                assertThat(tell("couch", "{\"position\": " + position + "}").status())
                        .isEqualTo(204);
            }

            // Then
            List<PositionReported> told = gateway.events(PositionReported.class);
            assertThat(told.get(0).position()).isZero();
            for (int i = 1; i < told.size(); i++) {
                assertThat(Duration.between(told.get(i - 1).at(), told.get(i).at()))
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        try (Player player = opened("X-Playback-Session-Id: couch")) {
            expectRefused(400, tell("couch", "{\"position\": -3}"), "position: '-3' is not between 0 and 10000000");
            expectRefused(400, tell("couch", "{\"position\": \"NaN\"}"), "position: 'NaN' is not a number");
            expectRefused(400, tell("couch", "{\"position\": 1e999}"), "position: 'Infinity' is not between");
            expectRefused(400, tell("couch", "{\"duration\": 90}"), "position: is missing");
            expectRefused(400, tell("couch", ""), "position: is missing");
            expectRefused(
                    400, tell("couch", "{\"position\": NaN}"), "body: '{\"position\": NaN}' is not a JSON object");
            expectRefused(400, tell("couch", "[1]"), "body: '[1]' is not a JSON object");
            expectRefused(404, tell("sofa", "{\"position\": 3}"), "id: session 'sofa' has no open stream");
            assertThat(gateway.events(PositionReported.class)).isEmpty();
        }
    }

    @Test
    void aBodyThatIsTooLongIsRefusedUnread() throws Exception {
        try (Player player = opened("X-Playback-Session-Id: couch")) {
            // When
            Player.Answer answer = tell("couch", "{\"position\": 3" + " ".repeat(1024) + "}");

            // Then
            expectRefused(413, answer, "body: '1039' are more bytes than are read here");
            assertThat(gateway.events(PositionReported.class)).isEmpty();
        }
    }

    @Test
    void aSessionWhoseStreamHasEndedIsNotFound() throws Exception {
        // Given
        opened("X-Playback-Session-Id: couch").close();
        await().atMost(PATIENCE).until(() -> !gateway.events(StreamClosed.class).isEmpty());

        // When
        Player.Answer answer = tell("couch", "{\"position\": 3}");

        // Then
        expectRefused(404, answer, "id: session 'couch' has no open stream");
    }

    @Test
    void theTokenIsAskedForHereToo() throws Exception {
        // Given
        AccessConfig token = new AccessConfig(Optional.of(new ApiToken("the token")), Optional.empty(), false);
        try (Gateway guarded = Gateway.guarded(token, directory.resolve("guarded"));
                Player player = guarded.connect()) {
            String target = "/api/sessions/couch/position";

            // When
            int without = player.tell("POST", target, "{\"position\": 3}").status();
            int with = player.tell("POST", target, "{\"position\": 3}", "Authorization: Bearer the token")
                    .status();

            // Then
            assertThat(without).isEqualTo(401);
            assertThat(with).isEqualTo(404);
        }
    }

    private static void expectRefused(int status, Player.Answer answer, String detail) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).contains("application/problem+json");
        assertThat(answer.json().getString("detail")).contains(detail);
    }

    /** A player that has taken what there is, and of whose stream it was told that it waits there. */
    private Player opened(String field) throws Exception {
        gateway.media("/film.mp4", 3_000_000).give(0, 100_000);
        Player player = gateway.connect();
        player.send("GET", "/o/nas/film.mp4", "Range: bytes=0-", field);
        player.head();
        player.body(100_000);
        await().atMost(PATIENCE)
                .until(() -> !gateway.events(PlaybackAdvanced.class).isEmpty());
        return player;
    }

    private Player.Answer tell(String session, String body) throws Exception {
        try (Player player = gateway.connect()) {
            // As curl sends it that is not told otherwise.
            String form = "Content-Type: application/x-www-form-urlencoded";
            return player.tell("POST", "/api/sessions/" + session + "/position", body, form);
        }
    }
}
