package dev.playhead.store.io.index;

import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.MediaVersion;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Turns changes into statements. */
final class IndexStatements {
    private static final String ADD_MEDIA =
            "MERGE INTO media (id, origin, path, sealed_query, created_at) KEY (id) VALUES (?, ?, ?, ?, ?)";
    private static final String UNSET_CURRENT =
            "UPDATE version SET current = FALSE, retired_at = ? WHERE media = ? AND current";
    /** An origin that has put old content back, and the row of the first time is still there. */
    private static final String FORGET_NAMESAKE = "DELETE FROM version WHERE media = ? AND id = ? AND number <> ?";

    private static final String ADD_VERSION = """
            MERGE INTO version (number, media, id, etag, last_modified, length, chunk_size, content_type, current,
                                first_seen, retired_at)
                   KEY (number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, TRUE, ?, NULL)""";
    /** A row that comes after its media was removed is nobody's. */
    private static final String ADD_CHUNK = """
            MERGE INTO chunk (version, idx, crc32c, stored_at) KEY (version, idx)
            SELECT number, CAST(? AS BIGINT), CAST(? AS INT), CAST(? AS TIMESTAMP(3) WITH TIME ZONE)
              FROM version WHERE number = ?""";

    private static final String REMOVE_CHUNK = "DELETE FROM chunk WHERE version = ? AND idx = ?";
    private static final String REMOVE_ALL_CHUNKS = "DELETE FROM chunk WHERE version = ?";
    private static final String FORGET_VERSIONS = "DELETE FROM version WHERE NOT current AND retired_at < ?";
    private static final String MARK_FRESH = """
            UPDATE version SET received_at = ?, age_seconds = ?, lifetime_seconds = ?, cache_control = ?
             WHERE number = ?""";
    private static final String MARK_WATCHED = "UPDATE media SET watched_at = ? WHERE id = ?";
    private static final String PIN = "UPDATE media SET pinned = ? WHERE id = ?";
    private static final String REMOVE_MEDIA = "DELETE FROM media WHERE id = ?";

    private IndexStatements() {}

    /** Applies a change inside the connection's transaction. */
    static Future<Void> apply(SqlConnection connection, IndexChange change) {
        if (change instanceof IndexChange.AddChunks add) {
            return batch(connection, ADD_CHUNK, tuples(add));
        }
        if (change instanceof IndexChange.RemoveChunks remove) {
            return batch(connection, REMOVE_CHUNK, tuples(remove));
        }
        if (change instanceof IndexChange.RemoveAllChunks remove) {
            return run(connection, REMOVE_ALL_CHUNKS, Tuple.of(remove.version()));
        }
        if (change instanceof IndexChange.ForgetVersions forget) {
            return run(connection, FORGET_VERSIONS, Tuple.of(timestamp(forget.replacedBefore())));
        }
        if (change instanceof IndexChange.RemoveMedia remove) {
            return run(connection, REMOVE_MEDIA, Tuple.of(remove.media().value()));
        }
        if (change instanceof IndexChange.MarkWatched mark) {
            return run(connection, MARK_WATCHED, tuple(mark));
        }
        if (change instanceof IndexChange.MarkFresh mark) {
            return run(connection, MARK_FRESH, tuple(mark));
        }
        if (change instanceof IndexChange.Pin pin) {
            return run(connection, PIN, Tuple.of(pin.keep(), pin.media().value()));
        }
        if (change instanceof IndexChange.PutIntent put) {
            return run(connection, IntentRows.PUT, IntentRows.tuple(put.intent()));
        }
        if (change instanceof IndexChange.RemoveIntent remove) {
            return run(connection, IntentRows.REMOVE, Tuple.of(remove.media().value()));
        }
        if (change instanceof IndexChange.AddMedia add) {
            return run(connection, ADD_MEDIA, tuple(add));
        }
        if (change instanceof IndexChange.AddVersion add) {
            return addVersion(connection, add);
        }
        throw new IllegalStateException("no statement for " + change);
    }

    private static Future<Void> addVersion(SqlConnection connection, IndexChange.AddVersion add) {
        String media = add.media().value();
        return run(connection, UNSET_CURRENT, Tuple.of(timestamp(add.at()), media))
                .compose(unset -> run(
                        connection,
                        FORGET_NAMESAKE,
                        Tuple.of(media, add.version().id().value(), add.number())))
                .compose(forgotten -> run(connection, ADD_VERSION, tuple(add)));
    }

    private static List<Tuple> tuples(IndexChange.AddChunks add) {
        return add.rows().stream()
                .map(row -> Tuple.of(row.index(), row.crc32c(), timestamp(row.storedAt()), add.version()))
                .toList();
    }

    private static Tuple tuple(IndexChange.AddMedia add) {
        return Tuple.of(
                add.media().value(),
                add.media().origin().value(),
                add.source().path(),
                add.source().sealedQuery(),
                timestamp(add.at()));
    }

    private static List<Tuple> tuples(IndexChange.RemoveChunks remove) {
        return remove.chunks().stream()
                .map(chunk -> Tuple.of(remove.version(), chunk))
                .toList();
    }

    private static Tuple tuple(IndexChange.MarkWatched mark) {
        return Tuple.of(timestamp(mark.at()), mark.media().value());
    }

    private static Tuple tuple(IndexChange.MarkFresh mark) {
        Freshness freshness = mark.freshness();
        return Tuple.from(new Object[] {
            timestamp(Instant.ofEpochMilli(freshness.receivedMillis())),
            freshness.ageSeconds(),
            freshness.lifetimeSeconds(),
            freshness.cacheControl(),
            mark.version()
        });
    }

    private static Tuple tuple(IndexChange.AddVersion add) {
        MediaVersion version = add.version();
        return Tuple.from(new Object[] {
            add.number(),
            add.media().value(),
            version.id().value(),
            version.validator().etag(),
            version.validator().lastModified(),
            version.length(),
            version.chunkSize(),
            version.contentType(),
            timestamp(add.at())
        });
    }

    private static Future<Void> run(SqlConnection connection, String sql, Tuple values) {
        return connection.preparedQuery(sql).execute(values).mapEmpty();
    }

    private static Future<Void> batch(SqlConnection connection, String sql, List<Tuple> rows) {
        return rows.isEmpty()
                ? Future.succeededFuture()
                : connection.preparedQuery(sql).executeBatch(rows).mapEmpty();
    }

    private static OffsetDateTime timestamp(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
