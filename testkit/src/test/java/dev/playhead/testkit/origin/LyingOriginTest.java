package dev.playhead.testkit.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LyingOriginTest {
    private static final long LENGTH = 50L << 30;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private LyingOrigin origin;
    private OriginFile film;

    @BeforeEach
    void start() {
        origin = LyingOrigin.start();
        film = origin.serve("/films/a%20b.mp4", LENGTH);
    }

    @AfterEach
    void close() {
        origin.close();
    }

    @Test
    void answersARangeWithItsBytesAndDescription() throws Exception {
        // When
        HttpResponse<byte[]> response = get("Range", "bytes=40000000000-40000099999");

        // Then
        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.headers().firstValue("content-range")).hasValue("bytes 40000000000-40000099999/" + LENGTH);
        assertThat(response.headers().firstValue("etag")).hasValue(film.etag());
        assertThat(film.content().firstMismatch(response.body(), 40000000000L)).isEmpty();
        // The last piece is written down once it is sent, which a quick reader may be ahead of.
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(origin.requests().sent(film))
                        .isEqualTo(ByteRanges.of(new ByteRange(40000000000L, 40000100000L))));
    }

    @Test
    void answersSuffixesAndUnsatisfiableRanges() throws Exception {
        // When
        HttpResponse<byte[]> suffix = get("Range", "bytes=-10");
        HttpResponse<byte[]> behind = get("Range", "bytes=" + LENGTH + "-");

        // Then
        assertThat(film.content().firstMismatch(suffix.body(), LENGTH - 10)).isEmpty();
        assertThat(suffix.body()).hasSize(10);
        assertThat(behind.statusCode()).isEqualTo(416);
        assertThat(behind.headers().firstValue("content-range")).hasValue("bytes */" + LENGTH);
    }

    @Test
    void answersConditionalRequests() throws Exception {
        // Given
        OriginFile small = origin.serve("/small", 1000);

        // When
        HttpResponse<byte[]> current = get(small, "Range", "bytes=0-9", "If-Range", small.etag());
        HttpResponse<byte[]> other = get(small, "Range", "bytes=0-9", "If-Range", "\"other\"");
        HttpResponse<byte[]> known = get(small, "If-None-Match", small.etag());

        // Then
        assertThat(List.of(current.statusCode(), other.statusCode(), known.statusCode()))
                .containsExactly(206, 200, 304);
    }

    @Test
    void appliesAFaultToTheNextRequestsOnly() throws Exception {
        // Given
        film.lies().next(2, Fault.statusWithRetryAfter(503, "1"));

        // When
        List<Integer> statuses = List.of(
                get("Range", "bytes=0-9").statusCode(),
                get("Range", "bytes=0-9").statusCode(),
                get("Range", "bytes=0-9").statusCode());

        // Then
        assertThat(statuses).containsExactly(503, 503, 206);
        assertThat(origin.requests().ranges(film)).containsOnly("bytes=0-9").hasSize(3);
    }

    @Test
    void breaksTheConnectionInTheMiddleOfABody() {
        // Given
        film.lies().always(Fault.resetAfter(1000));

        // Then
        assertThatThrownBy(() -> get("Range", "bytes=0-99999")).isInstanceOf(IOException.class);
        assertThat(origin.requests().bytesSent(film)).isEqualTo(1000);
    }

    @Test
    void keepsToABandwidth() throws Exception {
        // Given
        film.lies().always(Fault.bandwidth(1_000_000));
        long before = System.nanoTime();

        // When
        get("Range", "bytes=0-299999");

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofMillis(200), Duration.ofSeconds(2));
    }

    @Test
    void seesAClientThatGoesAway() throws Exception {
        // Given
        HttpResponse<InputStream> endless =
                client.send(request(film, "Range", "bytes=0-"), HttpResponse.BodyHandlers.ofInputStream());

        // When
        endless.body().close();

        // Then
        await().atMost(Duration.ofSeconds(5)).until(() -> origin.requests().open() == 0);
        assertThat(origin.requests().of(film).get(0).isAborted()).isTrue();
    }

    @Test
    void listensOnTheSamePortAfterAStop() throws Exception {
        // Given
        URI before = origin.url();
        origin.stop();
        assertThatThrownBy(() -> get("Range", "bytes=0-9")).isInstanceOf(IOException.class);

        // When
        origin.restart();

        // Then
        assertThat(origin.url()).isEqualTo(before);
        assertThat(get("Range", "bytes=0-9").statusCode()).isEqualTo(206);
    }

    @Test
    void changesTheContentInTheMiddleOfABody() throws Exception {
        // Given
        RampContent old = film.content();
        film.lies().next(1, new Fault.ChangeContentAfter(100));

        // When
        assertThatThrownBy(() -> get("Range", "bytes=0-999")).isInstanceOf(IOException.class);
        HttpResponse<byte[]> second = get("Range", "bytes=0-999");

        // Then
        assertThat(film.content()).isNotEqualTo(old);
        assertThat(film.content().firstMismatch(second.body(), 0)).isEmpty();
        assertThat(old.firstMismatch(second.body(), 0)).isPresent();
    }

    private HttpResponse<byte[]> get(String... headers) throws Exception {
        return get(film, headers);
    }

    private HttpResponse<byte[]> get(OriginFile file, String... headers) throws Exception {
        return client.send(request(file, headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest request(OriginFile file, String... headers) {
        return HttpRequest.newBuilder(URI.create(origin.url() + file.path()))
                .headers(headers)
                .timeout(Duration.ofSeconds(10))
                .build();
    }
}
