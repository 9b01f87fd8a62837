package dev.playhead.gateway.io;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which header fields go through, each way (RFC 9110, section 7.6.1). */
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

    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private ForwardedHeaders() {}

    /** Whether a request carries a credential of its player, so that its answer is for this player alone. */
    static boolean hasCredential(MultiMap player) {
        return player.contains("authorization") || player.contains("cookie");
    }

    /** @param configured the origin's own fields; they win over the player's */
    static MultiMap toOrigin(MultiMap player, Map<String, String> configured) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (String name : FROM_PLAYER) {
            if (player.contains(name)) {
                headers.set(name, player.getAll(name));
            }
        }
        configured.forEach(headers::set);
        return headers.set("accept-encoding", "identity");
    }

    static MultiMap toPlayer(MultiMap origin) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(origin);
        for (String options : origin.getAll("connection")) {
            for (String option : options.split(",")) {
                headers.remove(option.strip());
            }
        }
        HOP_BY_HOP.forEach(headers::remove);
        return headers;
    }

    /** Whether an answer has no body whatever its fields say. */
    static boolean isBodiless(HttpMethod method, int status) {
        return method.equals(HttpMethod.HEAD) || status == 204 || status == 304 || status < 200;
    }
}
