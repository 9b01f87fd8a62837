package dev.playhead.store.io.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.playhead.store.TestStore;
import dev.playhead.store.io.file.DataDirectory;
import dev.playhead.store.io.file.DataDirectoryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that another version of Playhead has made. */
class IndexSchemaIT {
    @TempDir
    Path data;

    @Test
    void anOlderIndexIsBroughtUpToDateWithAllThatItKnows() throws Exception {
        // Given: a film in its second version, as the second schema had it
        Flyway.configure(getClass().getClassLoader())
                .dataSource(url(), "", "")
                .locations("classpath:dev/playhead/store/index")
                .target("2")
                .load()
                .migrate();
        execute("INSERT INTO media (id, origin, path, created_at) VALUES ('"
                + TestStore.media("film").value()
                + "', 'films', '/film', TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00+00')");
        for (int number = 1; number <= 2; number++) {
            execute("INSERT INTO version (number, media, id, etag, length, chunk_size, current, first_seen) VALUES ("
                    + number + ", '" + TestStore.media("film").value() + "', '"
                    + TestStore.version(number, TestStore.CHUNK).id().value() + "', '\"v" + number + "\"', "
                    + TestStore.CHUNK + ", " + TestStore.CHUNK + ", " + (number == 2)
                    + ", TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00+00')");
        }
        // When
        try (TestStore store = TestStore.open(data)) {
            // Then
            assertThat(store.find("film").version().validator().etag()).isEqualTo("\"v2\"");
            await().untilAsserted(() ->
                    assertThat(count("SELECT COUNT(*) FROM version")).isOne());
            store.stop();
        }
    }

    @Test
    void aNewerIndexIsNeitherReadNorPutAside() throws Exception {
        // Given
        try (TestStore store = TestStore.open(data)) {
            store.put("film", TestStore.version(1, TestStore.CHUNK), 1, 0, TestStore.CHUNK);
            store.stop();
        }
        execute(
                "INSERT INTO \"flyway_schema_history\" SELECT 99, '99', 'of the future', 'SQL', 'V99__of_the_future.sql',"
                        + " 1, \"installed_by\", \"installed_on\", 1, TRUE FROM \"flyway_schema_history\" LIMIT 1");
        // When
        try (TestStore store = new TestStore(data)) {
            // Then
            assertThatThrownBy(store::start)
                    .isInstanceOf(DataDirectoryException.class)
                    .hasMessageContaining("store.data: the index of " + data)
                    .hasMessageContaining("newer");
        }
        assertThat(data.resolve("index.mv.db")).exists();
        assertThat(data.resolve("index.unreadable.mv.db")).doesNotExist();
        assertThat(count("SELECT COUNT(*) FROM chunk")).isOne();
    }

    private String url() throws Exception {
        Files.createDirectories(data);
        return IndexDatabase.url(DataDirectory.index(data)).replace(";DB_CLOSE_DELAY=-1", "");
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url());
                ResultSet found = connection.createStatement().executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }
}
