package dev.playhead.gateway.core.route;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a media lies below an origin's URL, exactly as the player sent it.
 *
 * @param path raw, starts with '/'
 * @param query raw, not empty; null when there is none
 * @param session the value of our own parameter {@value #SESSION_PARAMETER}, which is no part of the query
 */
public record OriginPath(String path, @Nullable String query, Optional<String> session) {
    /**
     * Names a player's session for players that cannot send a header. The name is unlikely to be an origin's own, as a
     * plain {@code session} could be: this one parameter is not forwarded and takes no part in the media's identity.
     */
    public static final String SESSION_PARAMETER = "playhead-session";

    static OriginPath of(String path, @Nullable String query) {
        return new OriginPath(
                path, RawQuery.without(query, List.of(SESSION_PARAMETER)), RawQuery.value(query, SESSION_PARAMETER));
    }

    /** Returns the request target below the origin's URL. */
    public String target() {
        return query == null ? path : path + "?" + query;
    }

    /** Without the query, which may hold secrets. */
    @Override
    public String toString() {
        return query == null ? path : path + "?***";
    }
}
