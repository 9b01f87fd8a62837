package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.model.ByteRange;
import dev.playhead.standalone.run.Service;
import dev.playhead.testkit.origin.OriginFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway and a store apart from each other, of which the store serves players itself where it can. */
class RedirectIT {
    private static final int LENGTH = 2_500_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path data;

    private final HttpClient player =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    @Test
    void aFilmThatIsCompletePlaysFromItsStore() throws Exception {
        try (LogTap log = LogTap.open();
                Fleet fleet = new Fleet(data, List.of("films"), Map.of("gateway.store-access", "redirect"))) {
            // Given
            OriginFile film = fleet.origin().serve("/film.mp4", LENGTH);
            URI url = raise(fleet);
            HttpResponse<byte[]> first = get(url, "bytes=0-");
            assertThat(first.body()).isEqualTo(bytes(film, 0, LENGTH));
            assertThat(first.previousResponse()).as("it was not there yet").isEmpty();
            await().atMost(PATIENCE)
                    .until(() -> get(url, "bytes=0-0").previousResponse().isPresent());
            int asked = fleet.origin().requests().count(film);

            // When
            HttpResponse<byte[]> whole = get(url, "bytes=0-");
            HttpResponse<byte[]> seek = get(url, "bytes=1234567-1999999");
            HttpResponse<byte[]> there = get(whole.uri(), "bytes=-5");
            HttpResponse<byte[]> forged = get(URI.create(whole.uri() + "0"), "bytes=-5");

            // Then
            assertThat(whole.previousResponse())
                    .get()
                    .extracting(HttpResponse::statusCode)
                    .isEqualTo(307);
            assertThat(whole.uri().getPath()).startsWith("/play/films.");
            assertThat(whole.statusCode()).isEqualTo(206);
            assertThat(whole.body()).isEqualTo(bytes(film, 0, LENGTH));
            assertThat(whole.headers().firstValue("etag")).hasValue(film.etag());
            assertThat(seek.body()).isEqualTo(bytes(film, 1_234_567, 2_000_000));
            assertThat(there.body()).isEqualTo(bytes(film, LENGTH - 5, LENGTH));
            assertThat(forged.statusCode()).isEqualTo(403);
            assertThat(fleet.origin().requests().count(film))
                    .as("origin requests")
                    .isEqualTo(asked);
            String signature = whole.uri().getQuery().replaceFirst(".*sig=", "");
            assertThat(signature).hasSize(64);
            assertThat(log.text()).contains("store listens").doesNotContain(signature);
        }
    }

    private static URI raise(Fleet fleet) throws Exception {
        fleet.start(Service.SCHEDULER);
        fleet.start(Service.FETCHER);
        return URI.create(Fleet.url(fleet.start(Service.GATEWAY)) + "/o/films/film.mp4");
    }

    private HttpResponse<byte[]> get(URI url, String range) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("range", range)
                .timeout(PATIENCE)
                .build();
        return player.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] bytes(OriginFile film, int start, int end) {
        return film.bytes(new ByteRange(start, end)).getBytes();
    }
}
