package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.bytes.PreCache.State;
import dev.playhead.common.bytes.PreCacheWish;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.gateway.AccessConfig;
import dev.playhead.gateway.core.access.ApiToken;
import dev.playhead.gateway.fake.Gateway;
import dev.playhead.testkit.http.Player;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control routes by which media are asked for beforehand. */
class PreCacheIT {
    private static final String BY_URL = "/api/pre-cache";

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
    void aMediaThatNobodyKnowsIsAskedForByItsUrl() throws Exception {
        // When
        Player.Answer answer = tell(BY_URL, "{\"url\": \"/o/nas/film.mp4?token=secret&cut=2\"}");

        // Then
        assertThat(answer.status()).isEqualTo(202);
        PreCacheWish wish = gateway.preCaches().wishes().get(0);
        assertThat(answer.header("location")).contains("/api/media/" + wish.media() + "/pre-cache");
        assertThat(answer.json())
                .isEqualTo(new JsonObject()
                        .put("id", wish.media().value())
                        .put("origin", "nas")
                        .put("path", "/film.mp4")
                        .put("range", "bytes=0-")
                        .put("kind", "pre-cache")
                        .put("state", "queued")
                        .put("stored", 0)
                        .put("wanted", null)
                        .put("percent", 0.0)
                        .put("requestedAt", "1970-01-01T00:00:00Z")
                        .put("problem", null));
        assertThat(wish.priority()).isEqualTo(Priority.MEDIUM);
        assertThat(wish.source().sealedQuery()).isNotNull().doesNotContain("secret");
    }

    @Test
    void aUrlAtTheOriginNamesTheSameMediaAsOneAtOurs() throws Exception {
        // When
        String ours = id(tell(BY_URL, "{\"url\": \"http://127.0.0.1:8080/o/nas/a/film.mp4\"}"));
        String theirs = id(tell(BY_URL, "{\"url\": \"http://127.0.0.1:1/a/film.mp4\"}"));

        // Then
        assertThat(ours).isEqualTo(theirs).isEqualTo(Gateway.id("/a/film.mp4").value());
    }

    @Test
    void aBodyThatIsCalledAFormIsReadAllTheSame() throws Exception {
        try (Player player = gateway.connect()) {
            // When
            Player.Answer answer = player.tell(
                    "POST",
                    BY_URL,
                    "{\"url\": \"/o/nas/film.mp4?cut=2\"}",
                    "Content-Type: application/x-www-form-urlencoded");

            // Then
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.json().getString("path")).isEqualTo("/film.mp4");
        }
    }

    @Test
    void aKnownMediaIsAskedForByItsIdInPart() throws Exception {
        // Given
        gateway.media("/film.mp4", 1000).describe();

        // When
        Player.Answer answer = tell(one("/film.mp4"), "{\"range\": \"bytes=100-199\"}");

        // Then
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().getString("range")).isEqualTo("bytes=100-199");
        assertThat(gateway.preCaches().wishes())
                .extracting(PreCacheWish::range)
                .containsExactly(new RequestedRange.From(100, 200L));
    }

    @Test
    void showsHowFarItHasCome() throws Exception {
        // Given
        tell(BY_URL, "{\"url\": \"/o/nas/film.mp4\"}");
        gateway.preCaches().advance(Gateway.id("/film.mp4"), State.INSUFFICIENT_SPACE, 333, 1000);

        // When
        JsonObject shown = gateway.get(one("/film.mp4")).json();

        // Then
        assertThat(shown.getString("state")).isEqualTo("insufficient-space");
        assertThat(shown.getLong("stored")).isEqualTo(333);
        assertThat(shown.getLong("wanted")).isEqualTo(1000);
        assertThat(shown.getDouble("percent")).isEqualTo(33.3);
        assertThat(gateway.get(BY_URL).json().getJsonArray("preCaches")).containsExactly(shown);
    }

    @Test
    void whatIsCancelledIsNoMore() throws Exception {
        // Given
        tell(BY_URL, "{\"url\": \"/o/nas/film.mp4\"}");

        // When
        int status = ask("DELETE", one("/film.mp4")).status();

        // Then
        assertThat(status).isEqualTo(204);
        assertThat(ask("DELETE", one("/film.mp4")).status()).isEqualTo(404);
        assertThat(gateway.get(one("/film.mp4")).status()).isEqualTo(404);
    }

    @Test
    void refusalsNameTheFieldAndItsValue() throws Exception {
        expectRefused("{}", "url: is missing");
        expectRefused("{\"url\": 7}", "url: '7' is not a text");
        expectRefused("{\"url\": \"/o/other/film.mp4\"}", "url: origin 'other' is not configured");
        expectRefused(
                "{\"url\": \"http://elsewhere/film?key=secret\"}", "'http://elsewhere/film?***' lies below no origin");
        expectRefused("{\"url\": \"/o/nas/a\", \"range\": \"0-9\"}", "range: '0-9' is not one range");
        expectRefused("{\"url\": \"/o/nas/a\", \"range\": \"bytes=0-1,5-6\"}", "range: 'bytes=0-1,5-6'");
        expectRefused("{\"url\": \"/o/nas/a\", \"rnage\": \"bytes=0-1\"}", "'rnage' is no field");
        expectRefused("[1]", "the body is not a JSON object");
        expectRefused("{\"url\":", "the body is not a JSON object");
        expectRefused("null", "the body is not a JSON object");
        assertThat(gateway.preCaches().wishes()).isEmpty();
    }

    @Test
    void aMediaThatNobodyKnowsIsNotAskedForById() throws Exception {
        // When
        Player.Answer unknown = tell(one("/film.mp4"), "");
        Player.Answer malformed = tell("/api/media/Not-an-id/pre-cache", "");

        // Then
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().getString("detail")).contains("POST /api/pre-cache");
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.json().getString("detail")).contains("Not-an-id");
    }

    @Test
    void aStoreThatIsFullOrAwayIsToldApart() throws Exception {
        // Given
        gateway.preCaches().refuse(new StoreException.Full("pre-cache of 9GiB does not fit: 1GiB are left"));
        Player.Answer full = tell(BY_URL, "{\"url\": \"/o/nas/film.mp4\"}");

        // When
        gateway.preCaches().refuse(new StoreException.Unavailable("the store is away"));
        Player.Answer away = tell(BY_URL, "{\"url\": \"/o/nas/film.mp4\"}");

        // Then
        assertThat(full.status()).isEqualTo(507);
        assertThat(full.header("content-type")).contains("application/problem+json");
        assertThat(full.json().getString("detail")).contains("1GiB are left");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.header("retry-after")).contains("1");
    }

    @Test
    void theTokenIsAskedForHereToo(@TempDir Path other) throws Exception {
        // Given
        AccessConfig access = new AccessConfig(Optional.of(new ApiToken("the token")), Optional.empty(), false);
        try (Gateway guarded = Gateway.guarded(access, other);
                Player player = guarded.connect()) {
            String body = "{\"url\": \"/o/nas/film.mp4\"}";

            // When
            int without = player.tell("POST", BY_URL, body).status();
            int with = player.tell("POST", BY_URL, body, "Authorization: Bearer the token")
                    .status();

            // Then
            assertThat(without).isEqualTo(401);
            assertThat(with).isEqualTo(202);
            assertThat(guarded.preCaches().wishes()).hasSize(1);
        }
    }

    private void expectRefused(String body, String detail) throws Exception {
        Player.Answer answer = tell(BY_URL, body);
        assertThat(answer.status()).as(body).isEqualTo(400);
        assertThat(answer.header("content-type")).contains("application/problem+json");
        assertThat(answer.json().getString("detail")).contains(detail).doesNotContain("secret");
    }

    private static String one(String path) {
        return "/api/media/" + Gateway.id(path) + "/pre-cache";
    }

    private static String id(Player.Answer answer) {
        return answer.json().getString("id");
    }

    private Player.Answer tell(String target, String body) throws Exception {
        try (Player player = gateway.connect()) {
            return player.tell("POST", target, body);
        }
    }

    private Player.Answer ask(String method, String target) throws Exception {
        try (Player player = gateway.connect()) {
            return player.ask(method, target);
        }
    }
}
