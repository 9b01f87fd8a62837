package dev.playhead.common.bytes.http;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.VersionId;
import dev.playhead.common.security.SignedLinks;
import dev.playhead.common.security.SignedLinks.Worth;
import java.time.Instant;

/**
 * Links by which players fetch one version of a media from the store that holds it: {@code /play/{media}/{version}} with a
 * query that {@link SignedLinks} signs. A gateway makes them, the store judges them; docs/decisions/0013 says why.
 * Thread-safe.
 */
public final class StoreLinks {
    /** What every link's path begins with; nothing else of a store is there. */
    public static final String PATH = "/play";
    /** A link shows what its key signs, so that a short secret could be found by trying. */
    public static final int MIN_SECRET_CHARACTERS = 16;

    private static final String LABEL = "playhead store links";

    private final SignedLinks links;

    private StoreLinks(SignedLinks links) {
        this.links = links;
    }

    /**
     * Makes the key of a fleet's links.
     *
     * @param secret what the fleet's services and stores share; throws {@link IllegalArgumentException} when it has fewer
     *     than {@value #MIN_SECRET_CHARACTERS} characters
     */
    public static StoreLinks of(String secret) {
        if (secret.length() < MIN_SECRET_CHARACTERS) {
            throw new IllegalArgumentException(
                    "must have at least " + MIN_SECRET_CHARACTERS + " characters to sign links to stores");
        }
        return new StoreLinks(SignedLinks.derived(secret, LABEL));
    }

    /** Returns the target of a link at its store, path and query. */
    public String link(MediaId media, VersionId version, Instant expires) {
        return PATH + "/" + media + "/" + version + "?" + links.query(subject(media.value(), version.value()), expires);
    }

    /**
     * Judges a link; takes the same time wherever a forged signature differs.
     *
     * @param media as it stood in the path
     * @param version as it stood in the path
     * @param query as it stood in the target; empty when there was none
     */
    public Worth judge(String media, String version, String query, Instant now) {
        return links.judge(subject(media, version), query, now);
    }

    private static String subject(String media, String version) {
        return media + "/" + version;
    }
}
