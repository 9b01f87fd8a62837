package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.gateway.AccessConfig;
import dev.playhead.gateway.core.access.ApiToken;
import dev.playhead.gateway.core.access.StreamLinks;
import dev.playhead.gateway.fake.Gateway;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that asks for a token and for links. */
class AccessIT {
    private static final String BEARER = "Authorization: Bearer the token";
    private static final int LENGTH = 300_000;

    @TempDir
    Path directory;

    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = Gateway.guarded(
                new AccessConfig(Optional.of(new ApiToken("the token")), Optional.of(new StreamLinks("the key")), true),
                directory);
        gateway.media("/film.mp4", LENGTH).describe().giveAll();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void controlRoutesAskForTheToken() throws Exception {
        assertThat(gateway.get("/api/media").status()).isEqualTo(401);
        assertThat(gateway.get("/api/media").header("www-authenticate")).contains("Bearer");
        assertThat(gateway.get("/api/stats", "Authorization: Bearer another").status())
                .isEqualTo(401);
        assertThat(gateway.get("/api/media", BEARER).status()).isEqualTo(200);
    }

    @Test
    void aLinkThatWasMadePlaysAndAnotherDoesNot() throws Exception {
        // Given
        String id = Gateway.id("/film.mp4").value();
        String path;
        try (var operator = gateway.connect()) {
            path = operator.ask("POST", "/api/media/" + id + "/links?for=1h", BEARER)
                    .json()
                    .getString("path");
        }
        // Then
        assertThat(gateway.get(path, "Range: bytes=0-99").status()).isEqualTo(206);
        assertThat(gateway.get(path + "0", "Range: bytes=0-99").status()).isEqualTo(403);
        assertThat(gateway.get("/media/" + id).status()).isEqualTo(403);
        assertThat(gateway.get("/o/nas/film.mp4").status()).isEqualTo(403);
    }

    @Test
    void aLinkThatHasExpiredSaysSo() throws Exception {
        // Given
        String expired = new StreamLinks("the key")
                .link(Gateway.id("/film.mp4"), Instant.now().minusSeconds(1));
        // Then
        assertThat(gateway.get(expired).status()).isEqualTo(410);
    }

    @Test
    void aTimeThatMakesNoSenseIsRefused() throws Exception {
        String id = Gateway.id("/film.mp4").value();
        try (var operator = gateway.connect()) {
            assertThat(operator.ask("POST", "/api/media/" + id + "/links?for=90d", BEARER)
                            .status())
                    .isEqualTo(400);
        }
    }
}
