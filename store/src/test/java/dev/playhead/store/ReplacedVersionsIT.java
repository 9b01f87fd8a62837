package dev.playhead.store;

import static dev.playhead.store.TestStore.CHUNK;
import static dev.playhead.store.TestStore.content;
import static dev.playhead.store.TestStore.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.store.core.Unrest;
import dev.playhead.store.core.VersionHistory;
import dev.playhead.store.io.file.DataDirectory;
import dev.playhead.store.io.index.IndexDatabase;
import dev.playhead.testkit.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a version when its origin has another: its viewers, its file, its rows, and its name. */
class ReplacedVersionsIT {
    private static final long LENGTH = 4 * CHUNK + 99;
    private static final MediaVersion V1 = version(1, LENGTH);
    private static final MediaVersion V2 = version(2, LENGTH);

    private final ManualClock clock = new ManualClock();

    @TempDir
    Path data;

    private TestStore store;

    @BeforeEach
    void open() {
        store = new TestStore(data);
        store.time = clock;
        store.start();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aFilmThatChangesAgainAndAgainLeavesOneFileAndOneRow() throws Exception {
        // Given
        for (int number = 1; number <= 6; number++) {
            store.put("film", version(number, LENGTH), number, 0, LENGTH);
            clock.advance(Unrest.WITHIN.dividedBy(2).plusMillis(1));
        }
        await().untilAsserted(() -> assertThat(files()).hasSize(1));
        assertThat(count("version")).as("what is remembered for a while").isEqualTo(6);
        // When
        clock.advance(VersionHistory.REMEMBERED.plusMillis(1));
        store.on(() -> store.verticle.expire());
        // Then
        assertThat(count("version")).isOne();
        assertThat(count("chunk")).isEqualTo(5);
        assertThat(store.read("film").bytes(0, LENGTH)).isEqualTo(content("film", 6, 0, LENGTH));
    }

    @Test
    void aFilmWhoseMirrorsDisagreeIsLeftAloneForAWhileAndItsViewersReadOn() {
        // Given
        store.put("film", V1, 1, 0, LENGTH);
        store.put("film", V2, 2, 0, LENGTH);
        MediaVersion third = version(3, LENGTH);
        store.put("film", third, 3, 0, LENGTH);
        MediaVersion fourth = version(4, LENGTH);
        // When
        assertThatThrownBy(() -> store.put("film", fourth, 4, 0, LENGTH)).isInstanceOf(StoreException.Unsettled.class);
        // Then: what is stored stays, and no version wins before the pause is over
        assertThatThrownBy(() -> store.put("film", third, 3, 0, CHUNK)).isInstanceOf(StoreException.Unsettled.class);
        assertThat(store.read("film").bytes(0, LENGTH)).isEqualTo(content("film", 3, 0, LENGTH));
        clock.advance(Unrest.PAUSE);
        store.put("film", fourth, 4, 0, LENGTH);
        assertThat(store.read("film").bytes(0, LENGTH)).isEqualTo(content("film", 4, 0, LENGTH));
    }

    @Test
    void aLateWriteDoesNotGoBackEvenInTheNextLife() {
        // Given
        store.put("film", V1, 1, 0, LENGTH);
        store.put("film", V2, 2, 0, CHUNK);
        clock.advance(VersionHistory.REMEMBERED.minusMillis(1));
        store.stop();
        store.start();
        // Then
        assertThatThrownBy(() -> store.put("film", V1, 1, 0, CHUNK)).isInstanceOf(StoreException.StaleVersion.class);
    }

    @Test
    void contentThatAnOriginPutsBackIsStoredAnew() throws Exception {
        // Given
        store.put("film", V1, 1, 0, LENGTH);
        store.put("film", V2, 2, 0, LENGTH);
        clock.advance(VersionHistory.REMEMBERED);
        // When: before anybody has forgotten the row of the first time
        store.put("film", V1, 1, CHUNK, 2 * CHUNK);
        // Then
        assertThat(store.find("film").version()).isEqualTo(V1);
        assertThat(store.find("film").readable().bytes()).isEqualTo(CHUNK);
        assertThat(store.verticle.problem()).isEmpty();
        assertThat(count("version")).isEqualTo(2);
        store.stop();
        store.start();
        assertThat(store.read("film").bytes(CHUNK, 2 * CHUNK)).isEqualTo(content("film", 1, CHUNK, 2 * CHUNK));
        assertThatThrownBy(() -> store.put("film", V2, 2, 0, CHUNK)).isInstanceOf(StoreException.StaleVersion.class);
    }

    @Test
    void whoWatchesAReplacedVersionSeesItsStoredBytesHoweverLongThatTakes() throws Exception {
        // Given
        store.put("film", V1, 1, 0, 3 * CHUNK);
        Path old = files().get(0);
        TestRead read = store.read("film");
        assertThat(read.version()).isEqualTo(V1);
        store.put("film", V2, 2, 0, LENGTH);
        // When
        clock.advance(VersionHistory.REMEMBERED.multipliedBy(12));
        store.on(() -> store.verticle.expire());
        // Then: what is stored is there, what is not breaks, and the last reader takes the file along
        assertThat(read.bytes(0, 3 * CHUNK)).isEqualTo(content("film", 1, 0, 3 * CHUNK));
        Future<Buffer> rest = read.start(3 * CHUNK, LENGTH);
        assertThatThrownBy(() -> TestStore.result(rest)).isInstanceOf(StoreException.VersionGone.class);
        assertThat(old).exists();
        read.close();
        await().untilAsserted(() -> assertThat(old).doesNotExist());
        assertThat(count("version")).isOne();
        assertThat(count("chunk")).isEqualTo(5);
    }

    @Test
    void aStopWhileAReplacedVersionIsWatchedLeavesNothingOfIt() throws Exception {
        // Given
        store.put("film", V1, 1, 0, LENGTH);
        Path old = files().get(0);
        store.read("film").bytes(0, CHUNK);
        store.put("film", V2, 2, 0, LENGTH);
        clock.advance(VersionHistory.REMEMBERED.plusMillis(1));
        // When
        store.crash();
        store.start();
        // Then
        await().untilAsserted(() -> {
            assertThat(old).doesNotExist();
            assertThat(count("version")).isOne();
            assertThat(count("chunk")).isEqualTo(5);
        });
        assertThat(store.read("film").bytes(0, LENGTH)).isEqualTo(content("film", 2, 0, LENGTH));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(data.resolve("media"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private long count(String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection(IndexDatabase.url(DataDirectory.index(data)));
                ResultSet found = connection.createStatement().executeQuery("SELECT COUNT(*) FROM " + table)) {
            found.next();
            return found.getLong(1);
        }
    }
}
