package dev.playhead.gateway.core.access;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.security.SignedLinks;
import dev.playhead.common.security.SignedLinks.Worth;
import java.time.Instant;

/** Links to streams that hold for a while: {@code /media/{id}} with a query that {@link SignedLinks} signs. Thread-safe. */
public final class StreamLinks {
    private final SignedLinks links;

    /** @param key any text; whoever knows it can make links */
    public StreamLinks(String key) {
        this.links = SignedLinks.with(key);
    }

    /** Returns the target of a link, path and query. */
    public String link(MediaId media, Instant expires) {
        return "/media/" + media + "?" + links.query(media.value(), expires);
    }

    /**
     * Judges a link; takes the same time wherever a forged signature differs.
     *
     * @param id as it stood in the path
     * @param query as it stood in the target; empty when there was none
     */
    public Worth judge(String id, String query, Instant now) {
        return links.judge(id, query, now);
    }
}
