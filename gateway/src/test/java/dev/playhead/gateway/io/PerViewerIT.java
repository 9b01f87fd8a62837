package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.http.StoreAddresses;
import dev.playhead.common.bytes.http.StoreLinks;
import dev.playhead.gateway.AccessConfig;
import dev.playhead.gateway.GatewayConfig;
import dev.playhead.gateway.GatewayVerticle;
import dev.playhead.gateway.core.access.StoreRedirect;
import dev.playhead.gateway.core.access.StreamLinks;
import dev.playhead.gateway.fake.Gateway;
import dev.playhead.testkit.ManualClock;
import dev.playhead.testkit.http.Player;
import dev.playhead.testkit.http.Player.Answer;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.LyingOrigin;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.OriginRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored media of an origin that decides about each viewer: it gives them to Ann, and to the operator. */
class PerViewerIT {
    private static final int LENGTH = 300_000;
    private static final String PATH = "/film.mp4";
    private static final String FILM = "/o/nas" + PATH;
    private static final String ANN = "Authorization: Bearer ann";
    private static final String BOB = "Authorization: Bearer bob";
    private static final String CHALLENGE = "Bearer realm=\"films\"";
    private static final StreamLinks LINKS = new StreamLinks("the key");

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private LyingOrigin origin;
    private OriginFile file;
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        origin = LyingOrigin.start();
        file = origin.serve(PATH, LENGTH);
        refuseAllBut("Bearer ann", "k");
        open(Gateway.config(), UnaryOperator.identity());
    }

    private void open(GatewayConfig config, UnaryOperator<GatewayVerticle> finish) throws Exception {
        gateway = Gateway.perViewer(config, origin.url(), directory, clock, finish);
        gateway.media(PATH, LENGTH).like(file).giveAll();
    }

    private void reopen(GatewayConfig config, UnaryOperator<GatewayVerticle> finish) throws Exception {
        gateway.close();
        open(config, finish);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        origin.close();
    }

    @Test
    void aViewerWhomTheOriginGrantsItGetsStoredBytes() throws Exception {
        // When
        Answer first = get(ANN);
        Answer second = get(ANN);

        // Then
        assertStored(first);
        assertStored(second);
        assertThat(asked()).hasSize(1);
        assertThat(asked().get(0).header("authorization")).contains("Bearer ann");
        assertThat(asked().get(0).range()).contains("bytes=0-0");
        assertThat(origin.requests().bytesSent(file)).isEqualTo(1);
    }

    @Test
    void aViewerWhomTheOriginRefusesGetsItsStatusAndNoByte() throws Exception {
        // Given
        get(ANN);

        // When
        Answer first = get(BOB);
        Answer second = get(BOB);

        // Then
        assertRefused(first);
        assertRefused(second);
        assertThat(asked()).hasSize(2);
        assertStored(get(ANN));
    }

    @Test
    void aViewerWithoutCredentialsIsAskedForThemAndNotTakenForTheOperator() throws Exception {
        // Given
        get(ANN);

        // When
        Answer answer = get("X-None: 1");

        // Then
        assertRefused(answer);
        assertThat(answer.headers()).containsEntry("www-authenticate", CHALLENGE);
        assertThat(asked().get(1).header("authorization")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cookie: session=1", "Cookie: session=2"})
    void aCookieIsACredential(String cookie) throws Exception {
        // Given
        origin.lies().clear();
        origin.lies().when(request -> !request.header("cookie").equals(Optional.of("session=1")), Fault.status(403));

        // When
        Answer answer = get(cookie);

        // Then
        assertThat(answer.status()).isEqualTo(cookie.endsWith("1") ? 206 : 403);
    }

    @Test
    void aTokenThatTakesNoPartInTheMediaIsACredential() throws Exception {
        // Given
        origin.lies().clear();
        origin.lies().when(request -> !request.query().equals(Optional.of("token=ann")), Fault.status(403));

        // When
        Answer granted = gateway.get(FILM + "?token=ann", "Range: bytes=0-99");
        Answer refused = gateway.get(FILM + "?token=bob", "Range: bytes=0-99");

        // Then
        assertStored(granted);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).doesNotContain("bob");
    }

    @Test
    void whoIsRevokedGetsNothingOnceTheTimeIsOver() throws Exception {
        // Given
        get(ANN);
        refuseAllBut("k");
        clock.advance(Gateway.AUTHORIZED_FOR.minusMillis(1));
        Answer within = get(ANN);

        // When
        clock.advance(Duration.ofMillis(1));
        Answer after = get(ANN);

        // Then
        assertStored(within);
        assertRefused(after);
    }

    @Test
    void whoIsGrantedItLaterGetsItOnceTheTimeIsOver() throws Exception {
        // Given
        assertRefused(get(BOB));
        refuseAllBut("Bearer bob");

        // When
        clock.advance(Gateway.AUTHORIZED_FOR);

        // Then
        assertStored(get(BOB));
    }

    @Test
    void nobodyNewGetsAByteWhileTheOriginIsAway() throws Exception {
        // Given
        get(ANN);
        origin.stop();

        // When
        Answer known = get(ANN);
        clock.advance(Gateway.AUTHORIZED_FOR);
        Answer notAnyMore = get(ANN);

        // Then
        assertStored(known);
        assertThat(notAnyMore.status()).isEqualTo(503);
        assertThat(notAnyMore.header("retry-after")).isPresent();
        origin.restart();
        assertStored(get(ANN));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void anOriginInTroubleGrantsNothingAndIsAskedAgain(int status) throws Exception {
        // Given
        file.lies().next(1, Fault.status(status));

        // When
        Answer answer = get(ANN);

        // Then
        assertThat(answer.status()).isEqualTo(503);
        assertStored(get(ANN));
    }

    @Test
    void aRedirectIsForTheViewerToFollow() throws Exception {
        // Given
        file.lies().always(Fault.redirect(302, "http://login.example/"));

        // When
        Answer answer = get(ANN);

        // Then
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.headers()).containsEntry("location", "http://login.example/");
    }

    @Test
    void theSameQuestionIsAskedOnceAtATime() throws Exception {
        // Given
        file.lies().always(Fault.firstByteAfter(Duration.ofMillis(300)));
        List<Player> players = new ArrayList<>();

        // When
        for (int i = 0; i < 10; i++) {
            Player player = gateway.connect();
            player.send("GET", FILM, ANN, "Range: bytes=0-9");
            players.add(player);
        }

        // Then
        for (Player player : players) {
            assertThat(player.answer("GET").status()).isEqualTo(206);
            player.close();
        }
        assertThat(asked()).hasSize(1);
    }

    @Test
    void anAnswerToAnOlderQuestionThanCountsIsNotWaitedFor() throws Exception {
        // Given
        file.lies().always(Fault.firstByteAfter(Duration.ofMillis(300)));
        try (Player early = gateway.connect();
                Player late = gateway.connect()) {
            early.send("GET", FILM, ANN, "Range: bytes=0-9");
            await().until(() -> asked().size() == 1);

            // When
            clock.advance(Gateway.AUTHORIZED_FOR);
            late.send("GET", FILM, ANN, "Range: bytes=0-9");

            // Then
            assertThat(late.answer("GET").status()).isEqualTo(206);
            assertThat(early.answer("GET").status()).isEqualTo(206);
            assertThat(asked()).hasSize(2);
        }
    }

    @Test
    void aHeadTellsARefusedViewerNothing() throws Exception {
        try (Player player = gateway.connect()) {
            // When
            Answer refused = player.ask("HEAD", FILM, BOB);
            Answer granted = player.ask("HEAD", FILM, ANN);

            // Then
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.headers()).doesNotContainKey("etag");
            assertThat(granted.headers()).containsEntry("etag", file.etag());
        }
    }

    @Test
    void anIdAloneOpensNothing() throws Exception {
        // When
        Answer answer = gateway.get("/media/" + Gateway.id(PATH), ANN, "Range: bytes=0-99");

        // Then
        assertThat(answer.status()).isEqualTo(403);
        assertThat(asked()).isEmpty();
    }

    @Test
    void aLinkThatWasSignedHerePlaysWithoutAQuestion() throws Exception {
        // Given
        reopen(
                Gateway.config(),
                verticle -> verticle.guardedBy(new AccessConfig(Optional.empty(), Optional.of(LINKS), false)));
        String link = LINKS.link(Gateway.id(PATH), clock.instant().plusSeconds(60));

        // When
        Answer answer = gateway.get(link, "Range: bytes=0-99");

        // Then
        assertStored(answer);
        assertThat(gateway.get(link + "0").status()).isEqualTo(403);
        assertThat(asked()).isEmpty();
    }

    @Test
    void noViewerIsSentToAStoreWhoseLinkHoldsForLonger() throws Exception {
        // Given
        StoreRedirect redirect = new StoreRedirect(
                new StoreAddresses(
                        List.of(URI.create("http://store:8090")), List.of(URI.create("http://films.example"))),
                StoreLinks.of("a secret of stores"),
                Duration.ofHours(6));
        reopen(Gateway.config(), verticle -> verticle.redirecting(redirect));

        // When
        Answer answer = get(ANN);

        // Then
        assertStored(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/film.mp4", "/film.bin"})
    void whereItStandsInForTheOriginNobodyIsTakenForTheOperatorEither(String path) throws Exception {
        // Given
        origin.serve("/film.bin", LENGTH);
        reopen(Gateway.transparent(8), UnaryOperator.identity());

        // When
        Answer nobody = gateway.get(path);
        Answer ann = gateway.get(path, ANN);

        // Then
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(ann.status()).isEqualTo(200);
        assertThat(ann.body()).hasSize(LENGTH);
        assertThat(ann.header("cache-status")).contains(path.equals(PATH) ? "playhead; hit" : "playhead; fwd=bypass");
    }

    private void refuseAllBut(String... granted) {
        origin.lies().clear();
        origin.lies()
                .when(
                        request -> request.header("authorization")
                                .filter(List.of(granted)::contains)
                                .isEmpty(),
                        new Fault.Status(401, Map.of("WWW-Authenticate", CHALLENGE)));
    }

    private void assertStored(Answer answer) {
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.headers()).containsEntry("cache-status", "playhead; hit");
        assertThat(file.content().firstMismatch(answer.body(), 0)).isEmpty();
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(answer.headers()).containsEntry("cache-control", "no-store").doesNotContainKey("etag");
    }

    private List<OriginRequest> asked() {
        return origin.requests().all();
    }

    private Answer get(String header) throws Exception {
        return gateway.get(FILM, header, "Range: bytes=0-99");
    }
}
