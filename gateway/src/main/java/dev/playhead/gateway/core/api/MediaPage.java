package dev.playhead.gateway.core.api;

import dev.playhead.common.model.MediaId;
import org.jspecify.annotations.Nullable;

/**
 * Which media a list shows.
 *
 * @param after the last id of the page before; null for the first page
 * @param limit media at most
 */
public record MediaPage(@Nullable MediaId after, int limit) {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    /** Reads parameters of a request; throws {@link IllegalArgumentException} that names the one that is wrong. */
    public static MediaPage of(@Nullable String after, @Nullable String limit) {
        return new MediaPage(after == null ? null : new MediaId(after), limit == null ? DEFAULT_LIMIT : parse(limit));
    }

    private static int parse(String limit) {
        String problem = "limit '" + limit + "' is not a whole number from 1 to " + MAX_LIMIT;
        try {
            int count = Integer.parseInt(limit);
            if (count < 1 || count > MAX_LIMIT) {
                throw new IllegalArgumentException(problem);
            }
            return count;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(problem, e);
        }
    }
}
