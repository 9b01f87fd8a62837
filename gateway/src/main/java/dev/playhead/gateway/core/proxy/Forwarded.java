package dev.playhead.gateway.core.proxy;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an origin is told of the player whose request it gets through us (RFC 7239).
 *
 * @param address of the player, without its port
 * @param host the Host field it sent; null when it sent none
 * @param proto {@code http} or {@code https}, as it reached us
 */
public record Forwarded(String address, @Nullable String host, String proto) {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** Returns our element of the Forwarded field. */
    public String element() {
        String node = address.contains(":") ? "\"[" + address + "]\"" : address;
        String forHost = host == null ? "" : ";host=" + value(host);
        return "for=" + node + forHost + ";proto=" + proto;
    }

    /** Tokens stand as they are, everything else in quotes. */
    private static String value(String text) {
        return TOKEN.matcher(text).matches()
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
