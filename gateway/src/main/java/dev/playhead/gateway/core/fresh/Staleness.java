package dev.playhead.gateway.core.fresh;

import dev.playhead.common.http.CacheControl;
import dev.playhead.common.http.Freshness;

/**
 * How long a stored version holds at an origin.
 *
 * @param freshSeconds for how long, where the origin does not say
 */
public record Staleness(long freshSeconds) {
    /** A media does not change, as a rule: without a word of its origin it is fresh for ever. */
    public static final Staleness NEVER = new Staleness(Long.MAX_VALUE / 2);

    /** What may be done with a stored version. */
    public enum Use {
        /** Serve it. */
        FRESH,
        /** Serve it, and ask the origin meanwhile. */
        ASK_MEANWHILE,
        /** Ask the origin first. */
        ASK_FIRST
    }

    /** Judges by the clock. */
    public Use judge(Freshness known, long nowMillis) {
        long stale = known.staleSeconds(nowMillis, freshSeconds);
        if (stale < 0) {
            return Use.FRESH;
        }
        CacheControl directives = known.directives();
        return !directives.mustRevalidate()
                        && stale < directives.staleWhileRevalidateSeconds().orElse(0)
                ? Use.ASK_MEANWHILE
                : Use.ASK_FIRST;
    }

    /** Returns how a version stands that is served although it is stale. */
    public Standing stale(Freshness known, long nowMillis) {
        return new Standing(Standing.Kind.STALE, known, known.staleSeconds(nowMillis, freshSeconds));
    }

    /**
     * Whether a stale version may be served because its origin gives no answer (section 4.2.4): for as long as it lasts,
     * unless the origin has set a limit.
     */
    public boolean outlastsFailure(Freshness known, long nowMillis) {
        CacheControl directives = known.directives();
        return !directives.mustRevalidate()
                && known.staleSeconds(nowMillis, freshSeconds)
                        < directives.staleIfErrorSeconds().orElse(Long.MAX_VALUE);
    }
}
