package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.testkit.origin.LyingOrigin;
import dev.playhead.testkit.origin.OriginFile;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process in place of an origin. */
class DefaultOriginIT {
    private static final long MIB = 1024 * 1024;

    @TempDir
    Path data;

    @Test
    void itsFilmsAreKeptItsPagesAreNotAndOurRoutesAreOnTheManagementPort() throws Exception {
        try (LyingOrigin origin = LyingOrigin.start()) {
            // Given
            OriginFile film = origin.serve("/films/a%20film.mp4", 4 * MIB);
            OriginFile page = origin.serve("/api/media", 1000);
            try (ServeProcess process = ServeProcess.start(data, origin, "--default-origin", "film")) {
                Player viewer = new Player(process.url().toString(), "viewer");
                Player operator = new Player(process.management().toString(), "operator");

                // When
                viewer.readWhole(film);
                viewer.readWhole(page);
                origin.remove(film);
                viewer.read(film, MIB, MIB);

                // Then
                JsonObject stored = json(operator.get("/api/media"));
                assertThat(stored.getJsonArray("media")).hasSize(1);
                assertThat(stored.getJsonArray("media").getJsonObject(0).getString("path"))
                        .isEqualTo(film.path());
                new Player(process.management() + "/o/film", "operator").read(film, 0, MIB);
                assertThat(json(operator.get("/info")).getString("defaultOrigin"))
                        .isEqualTo("film");
                assertThat(URI.create(json(operator.get("/info")).getString("gateway")))
                        .isEqualTo(process.url());
            }
        }
    }

    private static JsonObject json(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return new JsonObject(response.body());
    }
}
