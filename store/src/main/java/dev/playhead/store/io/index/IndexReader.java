package dev.playhead.store.io.index;

import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Validator;
import dev.playhead.common.model.VersionId;
import dev.playhead.store.core.VersionHistory;
import dev.playhead.store.core.precache.Intent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks the index. Thread-safe; futures complete on the caller's context. */
public final class IndexReader {
    private static final String VERSIONS = """
            SELECT m.path, m.sealed_query, v.number, v.id, v.etag, v.last_modified, v.length, v.chunk_size,
                   v.content_type, v.current, v.retired_at, v.received_at, v.age_seconds, v.lifetime_seconds,
                   v.cache_control
              FROM media m JOIN version v ON v.media = m.id
             WHERE m.id = ?""";
    private static final String CHUNKS = "SELECT idx, crc32c FROM chunk WHERE version = ? ORDER BY idx";
    private static final String PAGE = "SELECT id FROM media WHERE id > ? ORDER BY id LIMIT ?";
    private static final String HIGHEST_NUMBER = "SELECT COALESCE(MAX(number), 0) AS number FROM version";
    private static final String RETIRED = "SELECT number, media, id FROM version WHERE NOT current";

    private static final String STORED_BYTES = """
            SELECT COALESCE(SUM(LEAST(v.chunk_size, v.length - c.idx * v.chunk_size)), 0) AS bytes
              FROM chunk c JOIN version v ON c.version = v.number WHERE v.current""";
    private static final String PINNED = "SELECT id FROM media WHERE pinned";
    private static final String UNWATCHED = """
            SELECT id FROM media
             WHERE NOT pinned AND COALESCE(watched_at, created_at) < ? AND id > ? ORDER BY id LIMIT ?""";
    private static final String RUNS = """
            SELECT v.number, c.idx * v.chunk_size / ? AS run, COUNT(*) * v.chunk_size AS bytes,
                   MAX(c.stored_at) AS stored_at
              FROM chunk c JOIN version v ON c.version = v.number
             WHERE v.current
             GROUP BY v.number, v.chunk_size, run
             ORDER BY stored_at""";
    private static final String CURRENT = "SELECT number, media, id, length FROM version WHERE current";
    /** Ids read at a time when all are. */
    private static final int RECALLED_AT_ONCE = 1000;

    private final Pool pool;
    private final KnownMedia known;

    public IndexReader(IndexDatabase database) {
        this.pool = database.pool();
        this.known = database.known();
    }

    /** Learns which media there are; until it has succeeded, {@link #find} asks the database about each. */
    public Future<Void> recall() {
        return recall(null).onSuccess(all -> known.complete());
    }

    private Future<Void> recall(@Nullable MediaId after) {
        return page(after, RECALLED_AT_ONCE).compose(ids -> {
            ids.forEach(known::add);
            return ids.size() < RECALLED_AT_ONCE ? Future.succeededFuture() : recall(ids.get(ids.size() - 1));
        });
    }

    /**
     * Succeeds with a media and the chunk map of its current version, or empty when the index lacks it: mostly at once, as
     * an unknown media seldom costs a query.
     */
    public Future<Optional<IndexedMedia>> find(MediaId media) {
        if (!known.mayContain(media)) {
            return Future.succeededFuture(Optional.empty());
        }
        return pool.preparedQuery(VERSIONS)
                .execute(Tuple.of(media.value()))
                .compose(versions -> versions.size() == 0
                        ? Future.succeededFuture(Optional.empty())
                        : withChunks(media, versions).map(Optional::of));
    }

    private Future<IndexedMedia> withChunks(MediaId media, RowSet<Row> versions) {
        Map<VersionId, Instant> replaced = new HashMap<>();
        Row current = null;
        for (Row row : versions) {
            if (row.getBoolean("CURRENT")) {
                current = row;
            } else {
                replaced.put(
                        new VersionId(row.getString("ID")),
                        row.getOffsetDateTime("RETIRED_AT").toInstant());
            }
        }
        if (current == null) {
            return Future.failedFuture(new IllegalStateException("index has no current version of media " + media));
        }
        MediaSource source = new MediaSource(current.getString("PATH"), current.getString("SEALED_QUERY"));
        VersionHistory history = new VersionHistory(version(current), replaced);
        long number = current.getLong("NUMBER");
        Freshness freshness = freshness(current);
        return chunks(number).map(chunks -> new IndexedMedia(media, source, history, number, freshness, chunks));
    }

    private static Freshness freshness(Row row) {
        OffsetDateTime received = row.getOffsetDateTime("RECEIVED_AT");
        return received == null
                ? Freshness.unsaid(Instant.EPOCH)
                : new Freshness(
                        received.toInstant().toEpochMilli(),
                        row.getLong("AGE_SECONDS"),
                        row.getLong("LIFETIME_SECONDS"),
                        row.getString("CACHE_CONTROL"));
    }

    private static MediaVersion version(Row row) {
        return new MediaVersion(
                new Validator(row.getString("ETAG"), row.getString("LAST_MODIFIED")),
                row.getLong("LENGTH"),
                row.getInteger("CHUNK_SIZE"),
                row.getString("CONTENT_TYPE"));
    }

    private Future<SortedMap<Long, Integer>> chunks(long version) {
        return pool.preparedQuery(CHUNKS).execute(Tuple.of(version)).map(rows -> {
            SortedMap<Long, Integer> chunks = new TreeMap<>();
            rows.forEach(row -> chunks.put(row.getLong(0), row.getInteger(1)));
            return chunks;
        });
    }

    /**
     * Succeeds with the next ids in their order.
     *
     * @param after exclusive; null for the first
     */
    public Future<List<MediaId>> page(@Nullable MediaId after, int limit) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(after == null ? "" : after.value(), limit))
                .map(IndexReader::ids);
    }

    /** Succeeds with the highest number a version has; 0 when there is none. */
    public Future<Long> highestVersionNumber() {
        return pool.query(HIGHEST_NUMBER)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** A run of neighbouring chunks of a version, and how many bytes of it are stored. */
    public record StoredRun(long version, long run, long bytes) {}

    /** Succeeds with all that is stored, in runs of a size, oldest first. */
    public Future<List<StoredRun>> runs(long runBytes) {
        return pool.preparedQuery(RUNS).execute(Tuple.of(runBytes)).map(rows -> {
            List<StoredRun> runs = new ArrayList<>();
            rows.forEach(row -> runs.add(new StoredRun(row.getLong(0), row.getLong(1), row.getLong(2))));
            return runs;
        });
    }

    /** A version that is current. */
    public record Current(long number, MediaId media, VersionId version, long length) {}

    /** Succeeds with the versions that are written and read. */
    public Future<List<Current>> current() {
        return pool.query(CURRENT).execute().map(rows -> {
            List<Current> current = new ArrayList<>();
            rows.forEach(row -> current.add(new Current(
                    row.getLong(0), new MediaId(row.getString(1)), new VersionId(row.getString(2)), row.getLong(3))));
            return current;
        });
    }

    /** Succeeds with how many bytes the chunks of current versions have. */
    public Future<Long> storedBytes() {
        return pool.query(STORED_BYTES)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Succeeds with all wishes for media that nobody watches. */
    public Future<List<Intent>> intents() {
        return IntentRows.all(pool);
    }

    /** Succeeds with the media that are pinned. */
    public Future<Set<MediaId>> pinned() {
        return pool.query(PINNED).execute().map(rows -> Set.copyOf(ids(rows)));
    }

    /**
     * Succeeds with the next media, in the order of their ids, that nobody has watched or pinned.
     *
     * @param since exclusive; a media that was never watched counts from when it came
     * @param after exclusive; null for the first
     */
    public Future<List<MediaId>> unwatched(Instant since, @Nullable MediaId after, int limit) {
        return pool.preparedQuery(UNWATCHED)
                .execute(Tuple.of(since.atOffset(ZoneOffset.UTC), after == null ? "" : after.value(), limit))
                .map(IndexReader::ids);
    }

    private static List<MediaId> ids(RowSet<Row> rows) {
        List<MediaId> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(new MediaId(row.getString(0))));
        return ids;
    }

    /** A version that is not current any more, and not forgotten yet. */
    public record Retired(long number, MediaId media, VersionId version) {}

    /** Succeeds with the versions that nobody can ask for any more. */
    public Future<List<Retired>> retired() {
        return pool.query(RETIRED).execute().map(rows -> {
            List<Retired> retired = new ArrayList<>();
            rows.forEach(row -> retired.add(
                    new Retired(row.getLong(0), new MediaId(row.getString(1)), new VersionId(row.getString(2)))));
            return retired;
        });
    }
}
