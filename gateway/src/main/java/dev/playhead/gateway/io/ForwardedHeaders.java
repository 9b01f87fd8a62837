package dev.playhead.gateway.io;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;

/** Which fields of a player's request for media an origin gets. */
final class ForwardedHeaders {
    /** What selects the answer, and who asks. Not Accept-Encoding: offsets of a coded body are not offsets of the media. */
    private static final List<String> FROM_PLAYER = List.of(
            "range",
            "if-range",
            "if-match",
            "if-none-match",
            "if-modified-since",
            "if-unmodified-since",
            "accept",
            "accept-language",
            "user-agent",
            "authorization",
            "cookie");

    /** Those of them that say who asks. */
    private static final List<String> CREDENTIALS = List.of("authorization", "cookie");

    private ForwardedHeaders() {}

    /** Whether a request carries a credential of its player, so that its answer is for this player alone. */
    static boolean hasCredential(MultiMap player) {
        return CREDENTIALS.stream().anyMatch(player::contains);
    }

    /** Returns the credentials of a player's request alone, in a fixed order. */
    static MultiMap credentials(MultiMap player) {
        return only(CREDENTIALS, player);
    }

    /** @param configured the origin's own fields; they win over the player's */
    static MultiMap toOrigin(MultiMap player, Map<String, String> configured) {
        MultiMap headers = only(FROM_PLAYER, player);
        configured.forEach(headers::set);
        return headers.set("accept-encoding", "identity");
    }

    private static MultiMap only(List<String> names, MultiMap player) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (String name : names) {
            if (player.contains(name)) {
                headers.set(name, player.getAll(name));
            }
        }
        return headers;
    }
}
