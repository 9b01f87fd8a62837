package dev.playhead.gateway.core.fresh;

import dev.playhead.common.http.Freshness;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an answer that tell what a cache had to do with it: Cache-Status (RFC 9211), Age, and what the origin says
 * to caches behind us.
 *
 * @param age seconds; null when nothing is known of it
 * @param cacheControl as the origin sent it; null when it did not
 */
public record CacheFields(
        String status, @Nullable Long age, @Nullable String cacheControl) {
    /** The pipeline had no part in the answer. */
    public static final CacheFields BYPASS = new CacheFields("playhead; fwd=bypass", null, null);

    /** The answer was there without waiting for the origin. */
    public static final String HIT = "playhead; hit";

    private static final String PARTIAL = "playhead; fwd=partial; stored";
    private static final String MISS = "playhead; fwd=miss; stored";
    private static final String REPLACED = "playhead; fwd=stale; stored";
    private static final String CONFIRMED = "playhead; fwd=stale; fwd-status=304";

    /**
     * Returns the fields of an answer out of the store.
     *
     * @param hit whether its first byte was there without waiting for a fetch
     */
    public static CacheFields of(Standing standing, boolean hit, long nowMillis) {
        Freshness freshness = standing.freshness();
        boolean told = freshness.receivedMillis() > 0;
        // A description that has just come is that of a media that nobody had asked for before.
        boolean known = told && freshness.receivedMillis() < nowMillis;
        return new CacheFields(
                status(standing, hit, known),
                told ? (Long) freshness.ageSeconds(nowMillis) : null,
                freshness.cacheControl());
    }

    private static String status(Standing standing, boolean hit, boolean known) {
        if (!hit) {
            return standing.kind() == Standing.Kind.REPLACED ? REPLACED : known ? PARTIAL : MISS;
        }
        return switch (standing.kind()) {
            case CONFIRMED -> CONFIRMED;
            case STALE -> HIT + "; ttl=" + -standing.staleSeconds();
            case FRESH, REPLACED, WITHDRAWN -> HIT;
        };
    }

    /** Tells the fields, in lower case, to a sink that takes name and value. */
    public void tell(BiConsumer<String, String> sink) {
        sink.accept("cache-status", status);
        if (age != null) {
            sink.accept("age", age.toString());
        }
        if (cacheControl != null) {
            sink.accept("cache-control", cacheControl);
        }
    }
}
