package dev.playhead.gateway.io.proxy;

import dev.playhead.common.config.OriginConfig;
import dev.playhead.gateway.core.proxy.Forwarded;
import dev.playhead.gateway.core.proxy.HopByHop;
import dev.playhead.gateway.core.proxy.OriginLinks;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The fields of a message that goes through untouched: what concerns one hop is left out, what a proxy owes is added. */
public final class ProxyHeaders {
    /** Under which name we stand in Via; a pseudonym, as our own host is nobody's business. */
    private static final String PSEUDONYM = "playhead";

    private static final List<String> LINKS = List.of("location", "content-location");
    private static final List<String> OWN_LINKS = List.of("origin", "referer");

    private final OriginLinks links;
    private final Map<String, String> configured;
    private final boolean preserveHost;

    /**
     * @param mount the path below which players see the origin; empty when they see it alone
     */
    public ProxyHeaders(OriginConfig origin, String mount) {
        this.links = new OriginLinks(origin.url().toString(), mount);
        this.configured = origin.headersForViewers();
        this.preserveHost = origin.transparent().preserveHost();
    }

    /** The origin's configured fields go along, but not over those that the player brings itself. */
    public MultiMap toOrigin(HttpServerRequest player) {
        MultiMap headers = endToEnd(player.headers());
        String host = player.authority() == null ? null : player.authority().toString();
        headers.remove("host").remove("expect");
        if (preserveHost && host != null) {
            headers.set("host", host);
        } else if (host != null) {
            OWN_LINKS.forEach(name -> translate(headers, name, link -> links.toOrigin(link, host)));
        }
        configured.forEach((name, value) -> {
            if (!headers.contains(name)) {
                headers.set(name, value);
            }
        });
        forward(headers, new Forwarded(player.remoteAddress().hostAddress(), host, player.scheme()));
        append(headers, "Via", via(player.version()));
        return headers;
    }

    /** Fields of an answer; {@code Via} stays away, as it is a promise to the origin only. */
    public MultiMap toPlayer(MultiMap answer) {
        MultiMap headers = endToEnd(answer);
        LINKS.forEach(name -> translate(headers, name, links::toPlayer));
        List<String> cookies = headers.getAll("set-cookie");
        if (!cookies.isEmpty()) {
            headers.set(
                    "Set-Cookie", cookies.stream().map(links::cookieToPlayer).toList());
        }
        return headers;
    }

    private static MultiMap endToEnd(MultiMap message) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(message);
        HopByHop.names(message.getAll("connection")).forEach(headers::remove);
        return headers;
    }

    private static void forward(MultiMap headers, Forwarded player) {
        append(headers, "Forwarded", player.element());
        append(headers, "X-Forwarded-For", player.address());
        String host = player.host();
        // A proxy before us knows better what the player typed.
        if (host != null && !headers.contains("x-forwarded-host")) {
            headers.set("X-Forwarded-Host", host);
        }
        if (!headers.contains("x-forwarded-proto")) {
            headers.set("X-Forwarded-Proto", player.proto());
        }
    }

    private static String via(HttpVersion version) {
        return (version == HttpVersion.HTTP_1_0 ? "1.0 " : version == HttpVersion.HTTP_2 ? "2.0 " : "1.1 ") + PSEUDONYM;
    }

    private static void append(MultiMap headers, String name, String value) {
        List<String> before = headers.getAll(name);
        headers.set(name, before.isEmpty() ? value : String.join(", ", before) + ", " + value);
    }

    private static void translate(MultiMap headers, String name, UnaryOperator<String> how) {
        String link = headers.get(name);
        if (link != null) {
            headers.set(name, how.apply(link));
        }
    }
}
