package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.bytes.http.StoreAddresses;
import dev.playhead.common.bytes.http.StoreLinks;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.security.SignedLinks.Worth;
import dev.playhead.gateway.AccessConfig;
import dev.playhead.gateway.core.access.StoreRedirect;
import dev.playhead.gateway.core.access.StreamLinks;
import dev.playhead.gateway.fake.FakeMedia;
import dev.playhead.gateway.fake.Gateway;
import dev.playhead.testkit.http.Player;
import dev.playhead.testkit.http.Player.Answer;
import java.io.EOFException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway that sends players to the store of their media. */
class RedirectIT {
    private static final int LENGTH = 300_000;
    private static final String FILM = "/o/nas/film.mp4";
    private static final StoreLinks LINKS = StoreLinks.of("a secret of tests");
    private static final Duration LIFE = Duration.ofHours(1);

    @TempDir
    Path directory;

    private Gateway gateway;
    private FakeMedia film;

    @BeforeEach
    void start() throws Exception {
        start(Gateway.redirecting(Gateway.config(), redirect(), AccessConfig.OPEN, directory));
    }

    private void start(Gateway started) {
        gateway = started;
        film = gateway.media("/film.mp4", LENGTH);
    }

    private void restart(Gateway other) throws Exception {
        gateway.close();
        start(other);
    }

    private static StoreRedirect redirect() {
        StoreAddresses stores = new StoreAddresses(
                List.of(URI.create("http://store:8090")), List.of(URI.create("http://films.example/store")));
        return new StoreRedirect(stores, LINKS, LIFE);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-None: 1", "Range: bytes=100-", "Range: bytes=-100", "Range: bytes=0-9,100-199"})
    void aCompleteMediaIsHadFromItsStore(String header) throws Exception {
        // Given
        film.giveAll();
        // When
        Answer answer = gateway.get(FILM, header);
        // Then
        assertThat(answer.status()).isEqualTo(307);
        assertThat(answer.headers()).containsEntry("cache-control", "no-store").doesNotContainKey("expires");
        assertThat(answer.body()).isEmpty();
        assertThat(worth(answer, Instant.now())).isEqualTo(Worth.VALID);
        assertThat(worth(answer, Instant.now().plus(LIFE))).isEqualTo(Worth.EXPIRED);
    }

    /** Judges the link as the store does. */
    private Worth worth(Answer answer, Instant now) {
        String path = "http://films.example/store/play/" + Gateway.id("/film.mp4") + "/"
                + film.version().id() + "?";
        String location = answer.header("location").orElseThrow();
        assertThat(location).startsWith(path);
        return LINKS.judge(
                Gateway.id("/film.mp4").value(), film.version().id().value(), location.substring(path.length()), now);
    }

    @Test
    void nobodyIsToldOfIt() throws Exception {
        // Given
        film.giveAll();
        // When
        gateway.get(FILM);
        // Then
        assertThat(gateway.store().opened()).isEmpty();
        assertThat(gateway.events(PlaybackEvent.class)).isEmpty();
        assertThat(gateway.get("/api/stats").json().getInteger("redirected")).isEqualTo(1);
    }

    @Test
    void whoeverIsSentAwayKeepsNoConnectionHere() throws Exception {
        // Given
        film.giveAll();
        try (Player player = gateway.connect()) {
            // When
            Answer answer = player.get(FILM);
            // Then
            assertThat(answer.header("connection")).hasValue("close");
            assertThatThrownBy(() -> player.body(1)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aMediaIsHadFromItsStoreByItsIdToo() throws Exception {
        // Given
        film.giveAll();
        // Then
        assertThat(gateway.get("/media/" + Gateway.id("/film.mp4")).status()).isEqualTo(307);
    }

    @Test
    void aByteThatIsMissingKeepsThePlayerHere() throws Exception {
        // Given
        film.give(0, LENGTH - 1);
        // When
        Answer answer = gateway.get(FILM, "Range: bytes=0-99");
        // Then
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(film.content().bytes(0, 100));
    }

    @Test
    void anUnknownMediaIsWaitedForHere() throws Exception {
        try (Player player = gateway.connect()) {
            // Given
            player.send("GET", FILM, "Range: bytes=0-99");
            await().until(() -> gateway.store().openReads() == 1);
            // When
            film.giveAll();
            // Then
            assertThat(player.answer("GET").status()).isEqualTo(206);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Range: bytes=300000-', 416",
        "'If-None-Match: \"v1\"', 304",
        "'If-Match: \"v2\"', 412",
    })
    void anAnswerWithoutBytesIsGivenHere(String header, int status) throws Exception {
        // Given
        film.giveAll();
        // Then
        assertThat(gateway.get(FILM, header).status()).isEqualTo(status);
    }

    @Test
    void headIsAnsweredHere() throws Exception {
        // Given
        film.giveAll();
        try (Player player = gateway.connect()) {
            // When
            Answer answer = player.ask("HEAD", FILM);
            // Then
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-length")).contains(Integer.toString(LENGTH));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization: Bearer x", "Cookie: a=b"})
    void aViewerWithACredentialIsNotSentOn(String credential) throws Exception {
        // Given
        film.giveAll();
        // Then
        assertThat(gateway.get("/media/" + Gateway.id("/film.mp4"), credential).status())
                .isEqualTo(200);
        assertThat(gateway.get(FILM, credential).header("location")).isEmpty();
    }

    @Test
    void whoCameByALinkIsNotGivenAnother() throws Exception {
        // Given
        StreamLinks own = new StreamLinks("the key");
        restart(Gateway.redirecting(
                Gateway.config(), redirect(), new AccessConfig(Optional.empty(), Optional.of(own), false), directory));
        film.giveAll();
        // Then
        assertThat(gateway.get(own.link(Gateway.id("/film.mp4"), Instant.now().plus(LIFE)))
                        .status())
                .isEqualTo(200);
        assertThat(gateway.get(FILM).status()).isEqualTo(307);
    }

    @Test
    void mediaOfTheDefaultOriginAreHadFromTheirStore() throws Exception {
        // Given
        restart(Gateway.redirecting(Gateway.transparent(4), redirect(), AccessConfig.OPEN, directory));
        film.giveAll();
        // Then
        assertThat(gateway.get("/film.mp4").status()).isEqualTo(307);
    }

    @Test
    void aStoreThatCannotSayKeepsThePlayerHere() throws Exception {
        // Given
        restart(Gateway.redirecting(
                Gateway.waiting(Duration.ofMillis(300), Duration.ofMillis(100)),
                redirect(),
                AccessConfig.OPEN,
                directory));
        film.giveAll();
        gateway.store().fail(new StoreException.Unavailable("away"));
        // When
        Answer answer = gateway.get(FILM);
        // Then
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("location")).isEmpty();
    }
}
