package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.event.PlaybackEvent.StreamClosed;
import dev.playhead.gateway.fake.FakeMedia;
import dev.playhead.gateway.fake.Gateway;
import dev.playhead.testkit.http.Player;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What connections are granted: encryption, protocols, patience, and how many there may be. */
class ConnectionIT {
    private static final int LENGTH = 5_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @Test
    void servesManyRangesAtATimeOverTlsAndHttp2() throws Exception {
        // Given
        try (Gateway gateway = Gateway.start(
                Gateway.config(
                        "gateway.tls-certificate",
                        resource("localhost.pem"),
                        "gateway.tls-key",
                        resource("localhost.key.pem")),
                directory)) {
            FakeMedia film = gateway.media("/film.mp4", LENGTH).giveAll();
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(trustingOnly("localhost.pem"))
                    .build();
            URI url = URI.create("https://localhost:" + gateway.port() + "/o/nas/film.mp4");

            // When / Then
            expectRanges(client, url, HttpClient.Version.HTTP_2, film);
        }
    }

    @Test
    void passesOverAnOfferOfHttp2InClearText() throws Exception {
        // Given
        try (Gateway gateway = Gateway.start(directory)) {
            FakeMedia film = gateway.media("/film.mp4", LENGTH).giveAll();
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
            URI url = URI.create("http://127.0.0.1:" + gateway.port() + "/o/nas/film.mp4");

            // When / Then
            expectRanges(client, url, HttpClient.Version.HTTP_1_1, film);
        }
    }

    @Test
    void givesUpAPlayerThatTakesNothingAndKeepsOneThatTakesLittle() throws Exception {
        // Given
        try (Gateway gateway = Gateway.start(Gateway.config("gateway.write-stall", "1s"), directory);
                Player stuck = gateway.connect();
                Player slow = gateway.connect()) {
            gateway.media("/film.mp4", 64_000_000).giveAll();

            // When
            stuck.send("GET", "/o/nas/film.mp4", "User-Agent: stuck");
            slow.send("GET", "/o/nas/film.mp4", "User-Agent: slow");
            slow.head();
            await().pollInterval(Duration.ofMillis(50)).atMost(PATIENCE).until(() -> {
                slow.body(256 * 1024);
                return !gateway.events(StreamClosed.class).isEmpty();
            });

            // Then
            assertThat(gateway.events(StreamClosed.class)).singleElement().satisfies(closed -> assertThat(
                            closed.cursor().remaining().firstByte().orElseThrow())
                    .isLessThan(2_000_000L));
            assertThat(slow.body(1_000_000)).hasSize(1_000_000);
        }
    }

    @Test
    void closesConnectionsThatAreTooManyAndNoOthers() throws Exception {
        // Given
        try (Gateway gateway = Gateway.start(Gateway.config("gateway.max-connections", "2"), directory)) {
            gateway.media("/film.mp4", LENGTH).giveAll();
            List<Player> players = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Player player = gateway.connect();
                players.add(player);
                assertThat(player.get("/o/nas/film.mp4", "Range: bytes=0-9").status())
                        .isEqualTo(206);
            }

            // When / Then
            try (Player third = gateway.connect()) {
                assertThatThrownBy(() -> third.get("/o/nas/film.mp4", "Range: bytes=0-9"))
                        .isInstanceOf(IOException.class);
            }
            players.remove(0).close();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() ->
                            gateway.get("/o/nas/film.mp4", "Range: bytes=0-9").status() == 206);
            assertThat(players.get(0).get("/o/nas/film.mp4", "Range: bytes=0-9").status())
                    .isEqualTo(206);
            players.get(0).close();
        }
    }

    private static void expectRanges(HttpClient client, URI url, HttpClient.Version version, FakeMedia film)
            throws Exception {
        List<CompletableFuture<HttpResponse<byte[]>>> answers = IntStream.range(0, 20)
                .mapToObj(i -> HttpRequest.newBuilder(url)
                        .header("range", "bytes=" + i * 100_000 + "-" + (i * 100_000 + 2_999_999))
                        .build())
                .map(request -> client.sendAsync(request, BodyHandlers.ofByteArray()))
                .toList();
        for (int i = 0; i < answers.size(); i++) {
            HttpResponse<byte[]> answer = answers.get(i).get();
            assertThat(answer.statusCode()).isEqualTo(206);
            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.body()).hasSize(3_000_000);
            assertThat(film.content().firstMismatch(answer.body(), i * 100_000L))
                    .isEmpty();
        }
    }

    private String resource(String name) throws IOException {
        Path copy = directory.resolve(name);
        try (InputStream in = ConnectionIT.class.getResourceAsStream(name)) {
            Files.copy(in, copy);
        }
        return copy.toString();
    }

    private static SSLContext trustingOnly(String certificate) throws Exception {
        KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
        known.load(null, null);
        try (InputStream in = ConnectionIT.class.getResourceAsStream(certificate)) {
            known.setCertificateEntry(
                    "us", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
