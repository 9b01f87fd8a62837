package dev.playhead.store;

import static dev.playhead.store.TestStore.CHUNK;
import static dev.playhead.store.TestStore.content;
import static dev.playhead.store.TestStore.media;
import static dev.playhead.store.TestStore.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.bytes.http.StoreLinks;
import dev.playhead.common.bytes.http.StoreProtocol;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.testkit.ManualClock;
import dev.playhead.testkit.http.Multipart;
import dev.playhead.testkit.http.Player;
import dev.playhead.testkit.http.Player.Answer;
import java.io.EOFException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What players have of a store by the links of gateways. */
class StoreLinkIT {
    private static final int LENGTH = 3 * CHUNK + 5;
    private static final MediaVersion V1 = version(1, LENGTH);
    private static final Duration LIFE = Duration.ofHours(6);

    @TempDir
    Path data;

    private final StoreLinks links = StoreLinks.of(TestStore.SECRET);
    private final ManualClock clock = new ManualClock();
    private TestStore store;

    /** What the store may map of its files. */
    DataSize mappedFiles() {
        return StoreConfig.MAPPED_FILES.fallback();
    }

    @BeforeEach
    void open() {
        store = new TestStore(data);
        store.time = clock;
        store.mappedFiles = mappedFiles();
        store.start();
        store.put("film", V1, 1, 0, LENGTH);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aLinkPlaysTheWholeWithoutTheSecret() throws Exception {
        // When
        Answer answer = get(link("film", V1));
        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes(0, LENGTH));
        assertThat(answer.headers())
                .containsEntry("content-type", "video/mp4")
                .containsEntry("etag", "\"v1\"")
                .containsEntry("accept-ranges", "bytes")
                .containsEntry("access-control-allow-origin", "*")
                .doesNotContainKey("playhead-etag");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=65535-131072, 65535, 131073",
        "bytes=100-, 100, 196613",
        "bytes=-7, 196606, 196613",
        "bytes=100-999999, 100, 196613"
    })
    void aRangeIsServedByTheBook(String range, int start, int end) throws Exception {
        // When
        Answer answer = get(link("film", V1), "Range: " + range);
        // Then
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.header("content-range")).contains("bytes " + start + "-" + (end - 1) + "/" + LENGTH);
        assertThat(answer.body()).isEqualTo(bytes(start, end));
    }

    @Test
    void severalRangesAreParts() throws Exception {
        // When
        Answer answer = get(link("film", V1), "Range: bytes=5-9,100000-170000");
        // Then
        assertThat(answer.status()).isEqualTo(206);
        Multipart parts = Multipart.of(answer);
        assertThat(parts.ranges()).containsExactly("bytes 5-9/" + LENGTH, "bytes 100000-170000/" + LENGTH);
        assertThat(parts.bodies()).containsExactly(bytes(5, 10), bytes(100_000, 170_001));
    }

    @Test
    void manyRequestsGoOverOneConnection() throws Exception {
        // Given
        String link = link("film", V1);
        try (Player player = player()) {
            // When
            for (int start = 0; start < LENGTH; start += 40_000) {
                // Then
                assertThat(player.get(link, "Range: bytes=" + start + "-").body())
                        .isEqualTo(bytes(start, LENGTH));
                assertThat(player.ask("HEAD", link).header("content-length")).contains(Integer.toString(LENGTH));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Range: bytes=196613-', 416",
        "'If-Match: \"v2\"', 412",
        "'If-None-Match: \"v1\"', 304",
        "'If-None-Match: \"v2\"', 200",
    })
    void aConditionIsAnsweredByTheBook(String header, int status) throws Exception {
        assertThat(get(link("film", V1), header).status()).isEqualTo(status);
    }

    @Test
    void aRangeBehindTheEndTellsTheLength() throws Exception {
        assertThat(get(link("film", V1), "Range: bytes=" + LENGTH + "-").header("content-range"))
                .contains("bytes */" + LENGTH);
    }

    @Test
    void ifRangeGivesTheRangeOfThisVersionAlone() throws Exception {
        // Given
        String link = link("film", V1);
        // Then
        assertThat(get(link, "Range: bytes=0-9", "If-Range: \"v1\"").status()).isEqualTo(206);
        assertThat(get(link, "Range: bytes=0-9", "If-Range: \"v2\"").status()).isEqualTo(200);
    }

    @Test
    void aLinkIsForReading() throws Exception {
        try (Player player = player()) {
            Answer answer = player.ask("DELETE", link("film", V1));
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("allow")).contains("GET, HEAD");
        }
    }

    @Test
    void aForgedLinkIsRefused() throws Exception {
        // Given
        store.put("other", V1, 1, 0, LENGTH);
        String link = link("film", V1);
        String query = link.substring(link.indexOf('?'));
        String byStranger = StoreLinks.of("a secret of nobody").link(media("film"), V1.id(), later());
        // Then
        assertThat(get(byStranger).status()).isEqualTo(403);
        assertThat(get(link + "0").status()).isEqualTo(403);
        assertThat(get(link.substring(0, link.indexOf('?'))).status()).isEqualTo(403);
        assertThat(get("/play/" + media("other") + "/" + V1.id() + query).status())
                .isEqualTo(403);
        assertThat(get("/play/" + media("film") + "/" + version(2, LENGTH).id() + query)
                        .status())
                .isEqualTo(403);
        assertThat(get("/play/..%2f..%2fetc/x" + query).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/content", "/pin"})
    void aLinkIsNoSecret(String route) throws Exception {
        // Given
        String link = link("film", V1);
        String query = link.substring(link.indexOf('?'));
        // Then
        assertThat(get(StoreProtocol.mediaPath(media("film")) + route + query).status())
                .isEqualTo(401);
    }

    @Test
    void anExpiredLinkIsGone() throws Exception {
        // Given
        String link = link("film", V1);
        clock.advance(LIFE);
        // When
        Answer answer = get(link);
        // Then
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.json().getString("detail")).contains("expired");
        assertThat(answer.header("cache-control")).contains("no-store");
    }

    @Test
    void aLinkToAReplacedVersionIsGone() throws Exception {
        // Given
        String old = link("film", V1);
        store.put("film", version(2, LENGTH), 2, 0, LENGTH);
        // Then
        assertThat(get(old).status()).isEqualTo(410);
        assertThat(get(link("film", version(2, LENGTH))).body())
                .isEqualTo(content("film", 2, 0, LENGTH).getBytes());
    }

    @Test
    void whatIsNotHereIsNotWaitedFor() throws Exception {
        // Given
        store.put("half", V1, 1, 0, 2 * CHUNK);
        // Then
        assertThat(get(link("unknown", V1)).status()).isEqualTo(410);
        assertThat(get(link("half", V1)).status()).isEqualTo(410);
        assertThat(get(link("half", V1), "Range: bytes=100-").status()).isEqualTo(410);
        assertThat(get(link("half", V1), "Range: bytes=100-199").body())
                .isEqualTo(content("half", 1, 100, 200).getBytes());
    }

    @Test
    void aStreamWhoseBytesLeaveBreaks() throws Exception {
        // Given
        int mib = 1024 * 1024;
        int length = 20 * mib;
        store.stop();
        store.maxSize = DataSize.ofMebibytes(24);
        store.start();
        store.put("long", version(1, length), 1, 0, length);
        try (Player player = player()) {
            player.send("GET", link("long", version(1, length)));
            player.head();
            assertThat(player.body(CHUNK))
                    .isEqualTo(content("long", 1, 0, CHUNK).getBytes());
            // When
            for (int at = 0; at < 96 * mib; at += mib) {
                store.put("other", version(1, 96L * mib), 1, at, at + mib);
            }
            // Then
            assertThat(store.find("long").complete().bytes()).isLessThan(length);
            assertThatThrownBy(() -> player.body(length - CHUNK)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aFileThatWasCutShortBreaksTheStream() throws Exception {
        // Given
        String link = link("film", V1);
        assertThat(get(link).body()).isEqualTo(bytes(0, LENGTH));
        // When
        try (FileChannel film = FileChannel.open(store.file("film"), StandardOpenOption.WRITE)) {
            film.truncate(CHUNK);
        }
        // Then
        try (Player player = player()) {
            player.send("GET", link, "Range: bytes=" + 2 * CHUNK + "-");
            assertThat(player.head().status()).isEqualTo(206);
            assertThatThrownBy(() -> player.body(1)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aPlayerWithALinkIsAViewer() throws Exception {
        // Given
        store.stop();
        store.unwatched = Duration.ofDays(7);
        store.start();
        store.put("forgotten", V1, 1, 0, LENGTH);
        clock.advance(Duration.ofDays(6));
        assertThat(get(link("film", V1), "Range: bytes=0-9").status()).isEqualTo(206);
        // The index takes changes in their order: with this one the viewer is noted.
        store.put("another", V1, 1, 0, LENGTH);
        clock.advance(Duration.ofDays(2));
        // When
        store.on(() -> store.verticle.expire());
        // Then
        assertThat(store.on(() -> store.verticle.mediaCatalog().find(media("film"))))
                .isPresent();
        assertThat(store.on(() -> store.verticle.mediaCatalog().find(media("forgotten"))))
                .isEmpty();
    }

    private Instant later() {
        return clock.instant().plus(LIFE);
    }

    private String link(String name, MediaVersion version) {
        return links.link(media(name), version.id(), later());
    }

    private Player player() throws Exception {
        return new Player(store.verticle.port());
    }

    private Answer get(String target, String... headers) throws Exception {
        try (Player player = player()) {
            return player.get(target, headers);
        }
    }

    private static byte[] bytes(int start, int end) {
        return content("film", 1, start, end).getBytes();
    }
}
