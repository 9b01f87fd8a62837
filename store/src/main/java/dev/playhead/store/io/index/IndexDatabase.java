package dev.playhead.store.io.index;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.EOFException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;

/** The H2 database of the index: its settings, its schema, its end. Thread-safe. */
public final class IndexDatabase {
    /** One writer, and a few lookups beside it. */
    private static final int CONNECTIONS = 4;

    /** General error and what the database says of a file that it cannot make sense of; it calls one that is too short I/O. */
    private static final Set<Integer> UNREADABLE =
            Set.of(ErrorCode.GENERAL_ERROR_1, ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1);

    private static final String MIGRATIONS = "classpath:dev/playhead/store/index";

    private final Pool pool;
    private final KnownMedia known = new KnownMedia();

    private IndexDatabase(Pool pool) {
        this.pool = pool;
    }

    /**
     * Returns the JDBC URL of an index.
     *
     * <p>{@code WRITE_DELAY=0}: with the default, a killed process loses rows that it has acknowledged.
     *
     * @param file without suffix
     */
    public static String url(Path file) {
        return "jdbc:h2:file:" + file.toAbsolutePath() + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1";
    }

    /**
     * Opens the database and brings its schema up to date; off the event loop.
     *
     * @param retention how long the file keeps what commits have replaced, before it writes there again
     */
    public static Future<IndexDatabase> open(Vertx vertx, Path file, Duration retention) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url(file) + ";RETENTION_TIME=" + retention.toMillis());
        return vertx.executeBlocking(() -> {
                    migrate(source);
                    return source;
                })
                .map(ready ->
                        new IndexDatabase(JDBCPool.pool(vertx, ready, new PoolOptions().setMaxSize(CONNECTIONS))));
    }

    /** Whether a failure of {@link #open} says that what is in the file is no index, rather than that it cannot be had now. */
    public static boolean isUnreadable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException
                    || (cause instanceof SQLException sql && UNREADABLE.contains(sql.getErrorCode()))) {
                return true;
            }
        }
        return false;
    }

    /** Left to itself the migration would use an index of the future as if it were one of today. */
    private static void migrate(JdbcDataSource source) {
        Flyway schema = Flyway.configure(IndexDatabase.class.getClassLoader())
                .dataSource(source)
                .locations(MIGRATIONS)
                .load();
        for (MigrationInfo found : schema.info().applied()) {
            if (found.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new IllegalStateException(
                        "it has schema " + found.getVersion() + ", made by a newer version of Playhead than this one");
            }
        }
        schema.migrate();
    }

    Pool pool() {
        return pool;
    }

    KnownMedia known() {
        return known;
    }

    /** Brings all commits so far to the disk. */
    public Future<Void> checkpoint() {
        return pool.query("CHECKPOINT SYNC").execute().mapEmpty();
    }

    /** Ends the database in order; never fails. */
    public Future<Void> close() {
        return pool.query("SHUTDOWN")
                .execute()
                .<Void>mapEmpty()
                .otherwiseEmpty()
                .eventually(() -> pool.close())
                .otherwiseEmpty();
    }
}
