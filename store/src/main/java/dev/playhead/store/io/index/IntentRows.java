package dev.playhead.store.io.index;

import dev.playhead.common.bytes.PreCacheWish;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.store.core.precache.Intent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Wishes as rows. A suffix has a negative first byte: its count. */
final class IntentRows {
    static final String PUT = """
            MERGE INTO pre_cache (media, path, sealed_query, first_byte, end_byte, priority, requested_at, completed_at,
                                  bytes, problem)
                   KEY (media) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    static final String REMOVE = "DELETE FROM pre_cache WHERE media = ?";
    private static final String ALL = """
            SELECT media, path, sealed_query, first_byte, end_byte, priority, requested_at, completed_at, bytes, problem
              FROM pre_cache""";

    private IntentRows() {}

    static Tuple tuple(Intent intent) {
        PreCacheWish wish = intent.wish();
        RequestedRange range = wish.range();
        boolean suffix = range instanceof RequestedRange.Suffix;
        return Tuple.from(new Object[] {
            wish.media().value(),
            wish.source().path(),
            wish.source().sealedQuery(),
            suffix ? -((RequestedRange.Suffix) range).count() : ((RequestedRange.From) range).start(),
            suffix ? null : ((RequestedRange.From) range).end(),
            wish.priority().name(),
            timestamp(intent.requestedAt()),
            timestamp(intent.completedAt()),
            intent.bytes(),
            intent.problem()
        });
    }

    static Future<List<Intent>> all(Pool pool) {
        return pool.query(ALL).execute().map(rows -> {
            List<Intent> intents = new ArrayList<>();
            rows.forEach(row -> intents.add(intent(row)));
            return intents;
        });
    }

    private static Intent intent(Row row) {
        long first = row.getLong("FIRST_BYTE");
        RequestedRange range =
                first < 0 ? new RequestedRange.Suffix(-first) : new RequestedRange.From(first, row.getLong("END_BYTE"));
        PreCacheWish wish = new PreCacheWish(
                new MediaId(row.getString("MEDIA")),
                new MediaSource(row.getString("PATH"), row.getString("SEALED_QUERY")),
                range,
                Priority.valueOf(row.getString("PRIORITY")));
        OffsetDateTime completed = row.getOffsetDateTime("COMPLETED_AT");
        return new Intent(
                wish,
                row.getOffsetDateTime("REQUESTED_AT").toInstant(),
                completed == null ? null : completed.toInstant(),
                row.getLong("BYTES"),
                row.getString("PROBLEM"));
    }

    private static @Nullable OffsetDateTime timestamp(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
