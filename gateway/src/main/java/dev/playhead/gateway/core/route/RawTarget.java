package dev.playhead.gateway.core.route;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Request targets in the forms that RFC 9112, section 3.2 knows. */
final class RawTarget {
    private static final Pattern ABSOLUTE = Pattern.compile("https?://[^/?#]*(.*)", Pattern.CASE_INSENSITIVE);

    private RawTarget() {}

    /** Returns path and query of a target, which may be a whole URL. */
    static String below(String target) {
        Matcher absolute = ABSOLUTE.matcher(target);
        if (!absolute.matches()) {
            return target;
        }
        String rest = absolute.group(1);
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    /**
     * Returns the target with each byte that must not stand in one percent-encoded: it means the same, and could not be
     * sent on otherwise.
     *
     * @param target one character for each byte, as it came
     */
    static String encoded(String target) {
        if (target.chars().allMatch(c -> c > ' ' && c <= '~')) {
            return target;
        }
        StringBuilder encoded = new StringBuilder();
        target.chars().forEach(c -> {
            if (c > ' ' && c <= '~') {
                encoded.append((char) c);
            } else {
                encoded.append(String.format("%%%02X", c & 0xFF));
            }
        });
        return encoded.toString();
    }
}
