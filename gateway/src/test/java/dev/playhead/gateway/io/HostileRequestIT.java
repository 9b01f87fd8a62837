package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.gateway.fake.Gateway;
import dev.playhead.testkit.http.Player;
import dev.playhead.testkit.http.Player.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that nobody should send get a clear answer, and reach nobody else. */
class HostileRequestIT {
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

    @ParameterizedTest
    @CsvSource({
        "/o/nas/a/../b, 400, '..'",
        "/o/nas/%2e%2e/b, 400, '..'",
        "/o/nas/a//b, 400, '//'",
        "/o/nas/a%00, 400, %00",
        "/o/nas/a\\b, 400, backslash",
        "/o/nas/a%zz, 400, hex",
        "http://evil.example/o/nas/a, 400, must be a path",
        "/o/nas, 404, names no media",
        "/o/unknown/film.mp4, 404, 'unknown'",
        "/o/../film.mp4, 404, '..'",
        "/nothing, 404, /nothing",
        "/api/../o/nas, 404, nothing"
    })
    void refusesTargets(String target, int status, String named) throws Exception {
        // When
        Answer answer = gateway.get(target);

        // Then
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(answer.json().getString("detail")).contains(named).doesNotContain("nas'");
        assertThat(gateway.events(StreamOpened.class)).isEmpty();
    }

    @Test
    void tellsOfAnUnknownOriginWithoutListingOthers() throws Exception {
        // When
        Answer answer = gateway.get("/o/other/film.mp4?token=secret");

        // Then
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("'other'").doesNotContain("nas").doesNotContain("secret");
    }

    @Test
    void refusesTargetsThatAreTooLong() throws Exception {
        // When
        Answer slightly = gateway.get("/o/nas/" + "a".repeat(9000));
        Answer wildly = gateway.get("/o/nas/" + "a".repeat(100_000));

        // Then
        assertThat(slightly.status()).isEqualTo(414);
        assertThat(wildly.status()).isEqualTo(414);
    }

    @Test
    void refusesHeadsThatAreTooLarge() throws Exception {
        // When
        Answer answer = gateway.get("/o/nas/film.mp4", "X-Large: " + "a".repeat(20_000));

        // Then
        assertThat(answer.status()).isEqualTo(431);
    }

    @Test
    void survivesWhatIsNotHttp() throws Exception {
        try (Player player = gateway.connect()) {
            // When
            player.raw("\0\1\2 nonsense\r\n\r\n");

            // Then
            assertThat(player.head().status()).isEqualTo(400);
        }
        assertThat(gateway.get("/api/stats").status()).isEqualTo(200);
    }
}
