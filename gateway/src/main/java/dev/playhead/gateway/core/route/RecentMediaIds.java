package dev.playhead.gateway.core.route;

import dev.playhead.common.collect.BoundedMap;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import java.util.Collection;
import java.util.Map;

/**
 * The ids of the media that were asked for last, so that a film costs one digest and not one for each of its ranges.
 *
 * <p>A target with a query is derived each time: its tokens are nobody's to keep, and seldom come twice. Bounded: the id
 * longest unused is forgotten. Not thread-safe.
 */
public final class RecentMediaIds {
    /** More than are played at a time; with the longest paths that is two megabytes. */
    static final int MAX = 256;

    private final Map<String, MediaId> ids = BoundedMap.byAccess(MAX);

    /** Returns the id of a media; see {@link MediaIds#of}. */
    public MediaId of(OriginName origin, OriginPath at, Collection<String> ignored) {
        return at.query() == null
                ? ids.computeIfAbsent(origin + at.path(), target -> MediaIds.of(origin, at.path(), null, ignored))
                : MediaIds.of(origin, at.path(), at.query(), ignored);
    }

    int size() {
        return ids.size();
    }
}
