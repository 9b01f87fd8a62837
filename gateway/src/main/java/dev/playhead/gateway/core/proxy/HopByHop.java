package dev.playhead.gateway.core.proxy;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which fields are meant for the next hop alone (RFC 9110, section 7.6.1). */
public final class HopByHop {
    private static final Set<String> ALWAYS = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");

    private HopByHop() {}

    /**
     * Returns the names of the fields that do not go on, in lower case.
     *
     * @param connection all Connection fields of the message
     */
    public static Set<String> names(Collection<String> connection) {
        Set<String> names = new HashSet<>(ALWAYS);
        names.addAll(options(connection));
        return names;
    }

    /**
     * Whether a message asks to change the protocol of its connection to one that may be passed through.
     *
     * <p>HTTP/2 in clear text may not: the requests in it would reach the origin unjudged. Such an offer is passed over, as
     * its sender has to expect (RFC 9110, section 7.8).
     *
     * @param connection all Connection fields of the message
     * @param upgrade all its Upgrade fields
     */
    public static boolean isUpgrade(Collection<String> connection, Collection<String> upgrade) {
        List<String> protocols = options(upgrade);
        return !protocols.isEmpty()
                && !protocols.contains("h2c")
                && options(connection).contains("upgrade");
    }

    private static List<String> options(Collection<String> connection) {
        return connection.stream()
                .flatMap(field -> Arrays.stream(field.split(",")))
                .map(option -> option.strip().toLowerCase(Locale.ROOT))
                .filter(option -> !option.isEmpty())
                .toList();
    }
}
