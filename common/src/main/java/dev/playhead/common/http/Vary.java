package dev.playhead.common.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which requests an answer with a Vary field (RFC 9111, section 4.1) may serve besides the one that it was given to. */
public final class Vary {
    /**
     * Fields that every player's request has like the fetcher's, or that leave the bytes alone: ranges are of the identity
     * coding only, and scripts of other sites get the same content. A request with a credential is never served from what is
     * kept for those without.
     */
    private static final Set<String> HARMLESS = Set.of(
            "accept-encoding",
            "range",
            "origin",
            "access-control-request-headers",
            "access-control-request-method",
            "authorization",
            "cookie");

    private Vary() {}

    /**
     * Whether an answer may be kept for all.
     *
     * @param field its lines joined by commas; null when there is none
     */
    public static boolean allowsSharing(@Nullable String field) {
        return field == null
                || Arrays.stream(field.split(","))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .filter(name -> !name.isEmpty())
                        .allMatch(HARMLESS::contains);
    }
}
