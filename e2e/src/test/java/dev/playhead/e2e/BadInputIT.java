package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.testkit.docker.OnTestBroker;
import dev.playhead.testkit.origin.OriginFile;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not be believed: hostile requests, impossible ranges, unreadable records. */
@OnTestBroker
class BadInputIT {
    private static final long MIB = 1024 * 1024;

    @TempDir
    static Path data;

    private static Stage stage;
    private static OriginFile film;

    @BeforeAll
    static void raise() {
        stage = Stage.raise(data);
        film = stage.origin().serve("/film.mp4", 4 * MIB);
    }

    @AfterAll
    static void strike() {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/o/film/../secret.mp4",
                "/o/film/%2e%2e/secret.mp4",
                "/o/film/a/%2E%2e/%2e%2E/b",
                "/o/film/..%2fsecret.mp4",
                "/o/film/a\\..\\b",
                "/o/film/a%00b",
                "/o/film/a%0d%0aHost:%20evil"
            })
    void hostilePathsNeverReachTheOrigin(String target) throws IOException {
        // Given
        int before = stage.origin().requests().all().size();

        // When
        String answer = raw("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(stage.origin().requests().all()).hasSize(before);
    }

    @Test
    void anOriginThatIsNotConfiguredIsNamed() throws IOException {
        // When
        String answer = raw("GET /o/nowhere/film.mp4 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 404").contains("nowhere");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=4194304-, 416",
        "bytes=99999999999999999999-, 416",
        "bytes=0-99999999999999999999, 206",
        "bytes=-99999999999999999999, 206",
        "bytes=-0, 416",
        "bytes=5-2, 200",
        "bytes=x-y, 200",
        "chunks=0-1, 200"
    })
    void rangesAreAnsweredByTheBook(String range, int status) {
        // When
        try (Player.Stream stream = stage.player("ranges").open(film, range)) {
            // Then
            assertThat(stream.status()).isEqualTo(status);
            if (status == 200) {
                stream.take(film.length()).expectEnd();
            }
        }
    }

    @Test
    void anUnsatisfiableRangeTellsTheLengthAlsoOfAnUnknownMedia() {
        // Given
        OriginFile unknown = stage.origin().serve("/never-opened.mp4", MIB);

        // When
        HttpResponse<String> answer = stage.player("x").get(unknown.path(), "Range", "bytes=" + MIB + "-");

        // Then
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(Player.header(answer, "content-range")).isEqualTo("bytes */" + MIB);
    }

    @Test
    void aMissingMediaIsTheOriginsNotFound() {
        // When
        HttpResponse<String> answer = stage.player("x").get("/no-such-film.mp4");

        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void headTellsWhatGetWouldWithoutABody() {
        // When
        HttpResponse<Void> answer = stage.player("x").head(film);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Player.header(answer, "content-length")).isEqualTo(Long.toString(film.length()));
        assertThat(Player.header(answer, "accept-ranges")).isEqualTo("bytes");
        assertThat(Player.header(answer, "etag")).isEqualTo(film.etag());
    }

    @Test
    void unreadableRecordsStopNothing() {
        // Given
        stage.publishGarbage();
        OriginFile after = stage.origin().serve("/after-garbage.mp4", 2 * MIB);

        // When
        stage.player("x").readWhole(after);

        // Then
        stage.awaitIndexed(after);
        stage.awaitDeadLetters();
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", stage.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
