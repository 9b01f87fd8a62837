package dev.playhead.store;

import static dev.playhead.store.TestStore.CHUNK;
import static dev.playhead.store.TestStore.content;
import static dev.playhead.store.TestStore.head;
import static dev.playhead.store.TestStore.media;
import static dev.playhead.store.TestStore.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.store.io.file.DataDirectory;
import dev.playhead.store.io.index.IndexDatabase;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows, as anybody with SQL sees them. */
class StoreIndexIT {
    private static final long LENGTH = 20 * CHUNK + 999;
    private static final MediaVersion V1 = version(1, LENGTH);

    @TempDir
    Path data;

    private TestStore store;

    @BeforeEach
    void open() {
        store = TestStore.open(data);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void rowsEqualFileContentWhateverTheOrderOfTheSpans() throws Exception {
        // Given: overlapping spans in random order, several at once
        Random random = new Random(7);
        List<Long> starts = new ArrayList<>();
        for (long at = 0; at < LENGTH; at += CHUNK / 2) {
            starts.add(at);
        }
        Collections.shuffle(starts, random);
        List<Future<Void>> spans = new ArrayList<>();
        // When
        for (long start : starts) {
            long end = Math.min(LENGTH, start + CHUNK);
            spans.add(store.on(() -> Future.succeededFuture(write(start, end, 1 + random.nextInt(CHUNK)))));
        }
        spans.forEach(TestStore::result);
        // Then
        Map<Long, Integer> rows = rows("SELECT idx, crc32c FROM chunk");
        assertThat(rows).hasSize((int) V1.layout().chunks());
        rows.forEach((chunk, crc) -> assertThat(crc).isEqualTo(crcOfFile(chunk)));
        assertThat(store.read("film").bytes(0, LENGTH)).isEqualTo(content("film", 1, 0, LENGTH));
        assertThat(store.file("film")).hasSize(LENGTH);
    }

    @Test
    void onlyWholeChunksHaveRows() throws Exception {
        // When
        store.put("film", V1, 1, 10, 3 * CHUNK + 10);
        // Then
        assertThat(rows("SELECT idx, crc32c FROM chunk").keySet()).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void descriptionIsInItsTables() throws Exception {
        // When
        store.put("film", V1, 1, 0, CHUNK);
        // Then
        try (Connection connection = connect();
                ResultSet found = connection
                        .createStatement()
                        .executeQuery("SELECT m.id, m.origin, m.path, v.id, v.etag, v.length, v.chunk_size, v.current"
                                + " FROM media m JOIN version v ON v.media = m.id")) {
            assertThat(found.next()).isTrue();
            assertThat(found.getString(1)).isEqualTo(media("film").value());
            assertThat(found.getString(2)).isEqualTo("films");
            assertThat(found.getString(3)).isEqualTo("/film");
            assertThat(found.getString(4)).isEqualTo(V1.id().value());
            assertThat(found.getString(5)).isEqualTo("\"v1\"");
            assertThat(found.getLong(6)).isEqualTo(LENGTH);
            assertThat(found.getInt(7)).isEqualTo(CHUNK);
            assertThat(found.getBoolean(8)).isTrue();
            assertThat(found.next()).isFalse();
        }
    }

    private Future<Void> write(long start, long end, int step) {
        return store.verticle.spanWriter().open(head("film", V1, start, end)).compose(sink -> writeOn(
                        sink, start, end, step)
                .compose(done -> sink.end()));
    }

    private Future<Void> writeOn(SpanSink sink, long from, long end, int step) {
        if (from >= end) {
            return Future.succeededFuture();
        }
        long to = Math.min(end, from + step);
        return sink.write(content("film", 1, from, to)).compose(done -> writeOn(sink, to, end, step));
    }

    private int crcOfFile(long chunk) {
        CRC32C crc = new CRC32C();
        try (FileChannel file = FileChannel.open(store.file("film"))) {
            ByteBuffer bytes =
                    ByteBuffer.allocate((int) V1.layout().rangeOf(chunk).length());
            file.read(bytes, V1.layout().rangeOf(chunk).start());
            crc.update(bytes.flip());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return (int) crc.getValue();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(IndexDatabase.url(DataDirectory.index(data)));
    }

    private Map<Long, Integer> rows(String sql) throws SQLException {
        Map<Long, Integer> rows = new HashMap<>();
        try (Connection connection = connect();
                ResultSet found = connection.createStatement().executeQuery(sql)) {
            while (found.next()) {
                rows.put(found.getLong(1), found.getInt(2));
            }
        }
        return rows;
    }
}
