package dev.playhead.gateway.core.route;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Derives media ids from targets. */
public final class MediaIds {
    private MediaIds() {}

    /**
     * Returns the id of the media at a target of an origin: two targets name the same media when path and query are equal
     * character by character, parameters that take no part aside.
     *
     * @param ignored names of query parameters that take no part, compared as sent
     */
    public static MediaId of(OriginName origin, String path, @Nullable String query, Collection<String> ignored) {
        String kept = RawQuery.without(query, ignored);
        return MediaId.of(origin, kept == null ? path : path + "?" + kept);
    }
}
