package dev.playhead.common.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a media lies at its origin.
 *
 * @param path the raw path as the player sent it, below the origin's URL, starting with {@code /}
 * @param sealedQuery the raw query, sealed because it may carry tokens and signatures; null when there is none
 */
public record MediaSource(String path, @Nullable String sealedQuery) {
    public MediaSource {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path '" + path + "' must start with '/'");
        }
    }
}
