package dev.playhead.gateway.core.session;

import org.jspecify.annotations.Nullable;

/**
 * What a request tells of who plays.
 *
 * @param address of the client, without its port
 * @param agent the User-Agent field; empty when there is none
 * @param declared the session's name as the player gave it; null when it gave none
 */
public record Viewer(String address, String agent, @Nullable String declared) {
    /** Names of sessions are UUIDs and the like; what is longer is no name. */
    private static final int MAX_DECLARED = 128;

    public Viewer {
        declared = declared == null || declared.isBlank() || declared.length() > MAX_DECLARED ? null : declared;
    }
}
