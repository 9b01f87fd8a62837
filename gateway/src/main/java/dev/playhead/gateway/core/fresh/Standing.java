package dev.playhead.gateway.core.fresh;

import dev.playhead.common.http.Freshness;

/**
 * How a stored version stands with its origin as a response begins.
 *
 * @param freshness what the origin last said
 * @param staleSeconds for how long the version has been stale; 0 when it is not
 */
public record Standing(Kind kind, Freshness freshness, long staleSeconds) {

    public Standing(Kind kind, Freshness freshness) {
        this(kind, freshness, 0);
    }

    /** What was made of it. */
    public enum Kind {
        /** Nobody had to be asked. */
        FRESH,
        /** The origin was asked and still has it. */
        CONFIRMED,
        /** It is served although it is stale. */
        STALE,
        /** The origin has another version now, and the store knows of it. */
        REPLACED,
        /** Only the origin can answer. */
        WITHDRAWN
    }
}
