package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.gateway.fake.FakeMedia;
import dev.playhead.gateway.fake.Gateway;
import dev.playhead.testkit.http.Multipart;
import dev.playhead.testkit.http.Player;
import dev.playhead.testkit.http.Player.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored media over real connections: every range, byte for byte. */
class RangeIT {
    private static final int LENGTH = 10_000_019;

    @TempDir
    Path directory;

    private Gateway gateway;
    private FakeMedia film;

    @BeforeEach
    void start() throws Exception {
        gateway = Gateway.start(directory);
        film = gateway.media("/film.mp4", LENGTH).giveAll();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void sendsTheWholeMediaWithoutARange() throws Exception {
        // When
        Answer answer = gateway.get("/o/nas/film.mp4");

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("content-length", "" + LENGTH)
                .containsEntry("content-type", "video/mp4")
                .containsEntry("accept-ranges", "bytes")
                .containsEntry("etag", "\"v1\"")
                .containsEntry("last-modified", "Wed, 21 Oct 2015 07:28:00 GMT")
                .containsEntry("cache-status", "playhead; hit");
        assertThat(film.content().firstMismatch(answer.body(), 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-1048575, 0, 1048576",
        "bytes=1-, 1, 10000018",
        "bytes=9999999-, 9999999, 20",
        "bytes=9999999-99999999999999999999999, 9999999, 20",
        "bytes=5000000-9999999999, 5000000, 5000019",
        "bytes=-1, 10000018, 1",
        "bytes=-4096, 9995923, 4096",
        "bytes=-99999999999999999999999, 0, 10000019",
        "Bytes=7-7, 7, 1"
    })
    void sendsTheRangeAsked(String range, int start, int count) throws Exception {
        // When
        Answer answer = gateway.get("/o/nas/film.mp4", "Range: " + range);

        // Then
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.headers())
                .containsEntry("content-range", "bytes " + start + "-" + (start + count - 1) + "/" + LENGTH)
                .containsEntry("content-length", "" + count);
        assertThat(film.content().firstMismatch(answer.body(), start)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10000019-", "bytes=99999999999999999999-", "bytes=9223372036854775807-", "bytes=-0"})
    void refusesRangesThatHoldNothing(String range) throws Exception {
        // When
        Answer answer = gateway.get("/o/nas/film.mp4", "Range: " + range);

        // Then
        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.headers())
                .containsEntry("content-range", "bytes */" + LENGTH)
                .containsEntry("content-type", "application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=5-4", "bytes=abc", "lines=0-1", "bytes", "bytes="})
    void sendsTheWholeForWhatIsNoRange(String range) throws Exception {
        // When
        Answer answer = gateway.get("/o/nas/film.mp4", "Range: " + range);

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).hasSize(LENGTH);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sendsAFewRangesAsAMultipart(boolean fromFiles) throws Exception {
        // Given
        if (!fromFiles) {
            gateway.store().giveBuffers();
        }

        try (Player player = gateway.connect()) {
            // When
            Answer answer = player.get("/o/nas/film.mp4", "Range: bytes=5000000-6999999, 0-9, 7000000-7000004, -3");

            // Then
            assertThat(answer.status()).isEqualTo(206);
            assertThat(answer.header("content-range")).isEmpty();
            Multipart parts = Multipart.of(answer);
            assertThat(parts.ranges())
                    .containsExactly(
                            "bytes 5000000-7000004/" + LENGTH,
                            "bytes 0-9/" + LENGTH,
                            "bytes 10000016-10000018/" + LENGTH);
            assertThat(parts.types()).containsOnly("video/mp4");
            assertThat(film.content().firstMismatch(parts.bodies().get(0), 5_000_000))
                    .isEmpty();
            assertThat(film.content().firstMismatch(parts.bodies().get(1), 0)).isEmpty();
            assertThat(film.content().firstMismatch(parts.bodies().get(2), LENGTH - 3))
                    .isEmpty();
            assertThat(player.get("/o/nas/film.mp4", "Range: bytes=1-2").status())
                    .isEqualTo(206);
        }
    }

    @Test
    void sendsTheRangeOnlyOfTheVersionThatThePlayerHolds() throws Exception {
        // When
        Answer same = gateway.get("/o/nas/film.mp4", "Range: bytes=5-9", "If-Range: \"v1\"");
        Answer other = gateway.get("/o/nas/film.mp4", "Range: bytes=5-9", "If-Range: \"v0\"");

        // Then
        assertThat(same.status()).isEqualTo(206);
        assertThat(other.status()).isEqualTo(200);
        assertThat(film.content().firstMismatch(other.body(), 0)).isEmpty();
        assertThat(other.body()).hasSize(LENGTH);
    }

    @Test
    void answersHeadLikeGetWithoutABody() throws Exception {
        try (Player player = gateway.connect()) {
            // When
            Answer head = player.ask("HEAD", "/o/nas/film.mp4");
            Answer after = player.get("/o/nas/film.mp4", "Range: bytes=3-4");

            // Then
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.headers())
                    .containsEntry("content-length", "" + LENGTH)
                    .containsEntry("content-type", "video/mp4")
                    .containsEntry("etag", "\"v1\"");
            assertThat(after.status()).isEqualTo(206);
        }
    }

    @Test
    void saysThatThePlayerHoldsItAlready() throws Exception {
        // When
        Answer answer = gateway.get("/o/nas/film.mp4", "If-None-Match: \"v0\", W/\"v1\"");

        // Then
        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.headers()).containsEntry("etag", "\"v1\"");
    }

    @Test
    void sendsAMediaThatIsEmpty() throws Exception {
        // Given
        gateway.media("/empty.mp4", 0).describe();

        // When
        Answer whole = gateway.get("/o/nas/empty.mp4");
        Answer part = gateway.get("/o/nas/empty.mp4", "Range: bytes=0-");

        // Then
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.headers()).containsEntry("content-length", "0");
        assertThat(part.status()).isEqualTo(416);
        assertThat(part.headers()).containsEntry("content-range", "bytes */0");
    }

    @Test
    void usesAConnectionAgainAfterAnAnswerOfManyRegions() throws Exception {
        try (Player player = gateway.connect()) {
            for (int round = 0; round < 3; round++) {
                // When
                Answer whole = player.get("/o/nas/film.mp4");
                Answer part = player.get("/o/nas/film.mp4", "Range: bytes=77-99");

                // Then
                assertThat(whole.body()).hasSize(LENGTH);
                assertThat(film.content().firstMismatch(whole.body(), 0)).isEmpty();
                assertThat(film.content().firstMismatch(part.body(), 77)).isEmpty();
            }
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        try (Player player = gateway.connect()) {
            // Given
            for (int i = 0; i < 12; i++) {
                player.send("GET", "/o/nas/film.mp4", "Range: bytes=" + i * 700_000 + "-" + (i * 700_000 + 699_999));
            }

            for (int i = 0; i < 12; i++) {
                // When
                Answer answer = player.answer("GET");

                // Then
                assertThat(answer.status()).isEqualTo(206);
                assertThat(film.content().firstMismatch(answer.body(), i * 700_000L))
                        .isEmpty();
            }
        }
    }

    @Test
    void sendsFromMemoryWhatIsNotInAFile() throws Exception {
        // Given
        gateway.store().giveBuffers();

        try (Player player = gateway.connect()) {
            // When
            Answer first = player.get("/o/nas/film.mp4", "Range: bytes=5-");
            Answer second = player.get("/o/nas/film.mp4", "Range: bytes=-5");

            // Then
            assertThat(first.body()).hasSize(LENGTH - 5);
            assertThat(film.content().firstMismatch(first.body(), 5)).isEmpty();
            assertThat(film.content().firstMismatch(second.body(), LENGTH - 5)).isEmpty();
        }
    }

    @Test
    void servesAKnownMediaByItsId() throws Exception {
        // When
        Answer answer = gateway.get("/media/" + Gateway.id("/film.mp4"), "Range: bytes=10-19");
        Answer unknown = gateway.get("/media/" + Gateway.id("/other.mp4"));
        Answer malformed = gateway.get("/media/..%2f");

        // Then
        assertThat(answer.status()).isEqualTo(206);
        assertThat(film.content().firstMismatch(answer.body(), 10)).isEmpty();
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(malformed.status()).isEqualTo(404);
    }

    @Test
    void refusesOtherMethods() throws Exception {
        try (Player player = gateway.connect()) {
            // When
            Answer answer = player.ask("POST", "/o/nas/film.mp4", "Content-Length: 0");

            // Then
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("allow", "GET, HEAD");
        }
    }
}
