package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.gateway.fake.FakeMedia;
import dev.playhead.gateway.fake.Gateway;
import dev.playhead.testkit.http.Player;
import dev.playhead.testkit.http.Player.Answer;
import dev.playhead.testkit.origin.MediaServer;
import dev.playhead.testkit.origin.RampContent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A media server with all it has, through a gateway that stands in for it. */
class TransparentIT {
    private static final int LENGTH = 500_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private MediaServer server;
    private Gateway gateway;
    private final HttpClient browser = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    @BeforeEach
    void start() throws Exception {
        server = MediaServer.start();
        gateway = Gateway.start(Gateway.transparent(8), server.url(), directory);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        server.close();
    }

    @Test
    void opensTheWebClientAndStaysWithUsWhenItIsRedirected() throws Exception {
        // When
        HttpResponse<String> page = browser.send(request("/").build(), BodyHandlers.ofString());

        // Then
        assertThat(page.body()).isEqualTo(MediaServer.PAGE);
        assertThat(page.uri()).isEqualTo(at("/web/"));
    }

    @Test
    void worksTheApiWithEveryMethod() throws Exception {
        // When
        HttpResponse<String> added = send("POST", "/api/items", "Metropolis");
        String item = added.headers().firstValue("location").orElseThrow();
        HttpResponse<String> changed = send("PUT", item, "Nosferatu");
        HttpResponse<String> listed = send("GET", "/api/items", "");
        HttpResponse<String> deleted = send("DELETE", item, "");

        // Then
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(item).isEqualTo("/api/items/1");
        assertThat(changed.statusCode()).isEqualTo(204);
        assertThat(new JsonArray(listed.body()).getJsonObject(0).getString("title"))
                .isEqualTo("Nosferatu");
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(send("GET", "/api/items", "").body()).isEqualTo("[]");
    }

    @Test
    void passesImagesAndTheirConditions() throws Exception {
        // When
        Answer image = gateway.get("/img/poster.jpg");
        Answer held = gateway.get("/img/poster.jpg", "If-None-Match: \"poster\"");

        // Then
        assertThat(new RampContent("poster", 1).firstMismatch(image.body(), 0)).isEmpty();
        assertThat(image.headers()).containsEntry("etag", "\"poster\"").containsEntry("content-type", "image/jpeg");
        assertThat(held.status()).isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({"/hls/film.m3u8, #EXTM3U", "/dash/film.mpd, <MPD>", "/subs/en.vtt, WEBVTT"})
    void passesPlaylistsAndSubtitlesAndKeepsNothingOfThem(String path, String beginning) throws Exception {
        // When
        Answer answer = gateway.get(path);

        // Then
        assertThat(answer.text()).startsWith(beginning);
        assertThat(answer.headers()).containsEntry("cache-status", "playhead; fwd=bypass");
        assertThat(gateway.store().opened()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hls/seg1.ts", "/dash/seg1.m4s", "/films/a%20film.mp4"})
    void givesSegmentsAndFilmsByThePipeline(String path) throws Exception {
        // Given
        FakeMedia media = gateway.media(path, LENGTH).giveAll();

        // When
        Answer whole = gateway.get(path);
        Answer part = gateway.get(path, "Range: bytes=1000-1999");

        // Then
        assertThat(whole.body()).hasSize(LENGTH);
        assertThat(media.content().firstMismatch(whole.body(), 0)).isEmpty();
        assertThat(part.status()).isEqualTo(206);
        assertThat(media.content().firstMismatch(part.body(), 1000)).isEmpty();
        assertThat(server.requests()).isZero();
    }

    @Test
    void givesAnyRangeByThePipelineAndAnswersHeadOfMedia() throws Exception {
        // Given
        FakeMedia stream = gateway.media("/videos/17/stream", LENGTH).giveAll();
        gateway.media("/film.mp4", LENGTH).describe();

        // When
        Answer part = gateway.get("/videos/17/stream", "Range: bytes=5-9");
        Answer head;
        try (Player player = gateway.connect()) {
            head = player.ask("HEAD", "/film.mp4");
        }

        // Then
        assertThat(stream.content().firstMismatch(part.body(), 5)).isEmpty();
        assertThat(head.headers()).containsEntry("content-length", "" + LENGTH);
        assertThat(server.requests()).isZero();
    }

    @Test
    void goesToTheOriginEachTimeForAPlayerWithItsOwnCredential() throws Exception {
        // Given
        gateway.media("/film.mp4", LENGTH).giveAll();

        // When
        JsonObject seen =
                gateway.get("/film.mp4", "Cookie: sid=s1", "Range: bytes=0-1").json();

        // Then
        assertThat(seen.getJsonObject("headers").getString("cookie")).isEqualTo("sid=s1");
        assertThat(seen.getJsonObject("headers").getString("range")).isEqualTo("bytes=0-1");
        assertThat(gateway.store().opened()).isEmpty();
        assertThat(gateway.events(StreamOpened.class)).isEmpty();
    }

    @Test
    void logsInWithCookiesThatComeBack() throws Exception {
        // When
        HttpResponse<String> before = browser.send(request("/private").build(), BodyHandlers.ofString());
        HttpResponse<String> after = browser.send(
                request("/login").POST(BodyPublishers.ofString("me")).build(), BodyHandlers.ofString());

        // Then
        assertThat(before.statusCode()).isEqualTo(401);
        assertThat(before.headers().firstValue("www-authenticate")).contains(MediaServer.CHALLENGE);
        assertThat(after.uri()).isEqualTo(at("/private"));
        assertThat(after.body()).isEqualTo("welcome");
    }

    @Test
    void tellsTheOriginWhoAsksAndNothingOfTheConnection() throws Exception {
        // When
        JsonObject headers = seen(
                "/echo",
                "Connection: keep-alive, X-Hop",
                "X-Hop: 1",
                "TE: trailers",
                "X-End: 2",
                "X-Forwarded-For: 192.0.2.7",
                "Origin: http://gateway",
                "Referer: http://gateway/web/?a",
                "Accept-Encoding: gzip");

        // Then
        String authority = server.url().getAuthority();
        assertThat(headers.getString("host")).isEqualTo(authority);
        assertThat(headers.getString("forwarded")).isEqualTo("for=127.0.0.1;host=gateway;proto=http");
        assertThat(headers.getString("x-forwarded-for")).isEqualTo("192.0.2.7, 127.0.0.1");
        assertThat(headers.getString("x-forwarded-host")).isEqualTo("gateway");
        assertThat(headers.getString("x-forwarded-proto")).isEqualTo("http");
        assertThat(headers.getString("via")).isEqualTo("1.1 playhead");
        assertThat(headers.getString("origin")).isEqualTo("http://" + authority);
        assertThat(headers.getString("referer")).isEqualTo("http://" + authority + "/web/?a");
        assertThat(headers.getString("accept-encoding")).isEqualTo("gzip");
        assertThat(headers.getString("x-end")).isEqualTo("2");
        assertThat(headers.getString("x-origin-key")).isEqualTo("k");
        assertThat(headers.fieldNames()).doesNotContain("x-hop", "te", "connection");
    }

    @Test
    void passesNoOfferOfHttp2OnToTheOrigin() throws Exception {
        // When
        JsonObject headers = seen(
                "/echo",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA");

        // Then
        assertThat(headers.fieldNames()).contains("via").doesNotContain("upgrade", "connection", "http2-settings");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a//b/./c/../d?x=%2F&&y",
                "/%E4%BD%A0?q=[1]",
                "/api/media",
                "/api/stats",
                "/o/nas/film.txt",
                "/media/x",
                "/health/ready",
                "/x?playhead-session=s"
            })
    void forwardsEveryTargetAsItCameAndShadowsNone(String target) throws Exception {
        assertThat(gateway.get(target).json().getString("target")).isEqualTo(target);
    }

    @Test
    void hasItsOwnRoutesElsewhere() throws Exception {
        // Given
        gateway.media("/film.mp4", LENGTH).giveAll();
        URI own = gateway.ownRoutes();

        // When
        HttpResponse<String> stats =
                browser.send(HttpRequest.newBuilder(own.resolve("/api/stats")).build(), BodyHandlers.ofString());
        HttpResponse<byte[]> film = browser.send(
                HttpRequest.newBuilder(own.resolve("/o/nas/film.mp4")).build(), BodyHandlers.ofByteArray());

        // Then
        assertThat(new JsonObject(stats.body()).getLong("requests")).isEqualTo(1);
        assertThat(film.body()).hasSize(LENGTH);
    }

    @Test
    void saysThatTheOriginCannotBeReached() throws Exception {
        // Given
        server.close();

        // When
        Answer answer = gateway.get("/web/");

        // Then
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    }

    @Test
    void breaksWhatTheOriginBreaks() {
        assertThatThrownBy(() -> gateway.get("/broken")).isInstanceOf(IOException.class);
    }

    @Test
    void refusesMoreThanItMayProxyAndTakesThemAgainLater() throws Exception {
        // Given
        Player[] listening = new Player[8];
        for (int i = 0; i < listening.length; i++) {
            listening[i] = gateway.connect();
            listening[i].send("GET", "/events");
            listening[i].head();
        }

        // When
        Answer refused = gateway.get("/web/");
        for (Player player : listening) {
            player.close();
        }

        // Then
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsKey("retry-after");
        await().atMost(PATIENCE).until(() -> server.listeners() == 0);
        await().atMost(PATIENCE).until(() -> gateway.get("/web/").status() == 200);
    }

    @Test
    void doesNotForwardWhatIsForNoOrigin() throws Exception {
        try (Player player = gateway.connect()) {
            assertThat(player.ask("TRACE", "/").status()).isEqualTo(405);
        }
    }

    private JsonObject seen(String target, String... headers) throws Exception {
        return gateway.get(target, headers).json().getJsonObject("headers");
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return browser.send(
                request(path).method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(at(path)).timeout(PATIENCE);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }
}
