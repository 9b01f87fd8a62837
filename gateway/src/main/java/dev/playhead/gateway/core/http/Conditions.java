package dev.playhead.gateway.core.http;

import dev.playhead.common.model.Validator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The preconditions of a request (RFC 9110, section 13.1).
 *
 * @param ifNoneMatch the If-None-Match field, as sent
 * @param ifRange the If-Range field, as sent
 */
public record Conditions(
        @Nullable String ifNoneMatch, @Nullable String ifRange) {
    public static final Conditions NONE = new Conditions(null, null);
    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

    /** Whether the player holds this content already; tags are compared weakly (section 13.1.2). */
    boolean isHeld(Validator validator) {
        if (ifNoneMatch == null) {
            return false;
        }
        if (ifNoneMatch.strip().equals("*")) {
            return true;
        }
        if (validator.etag() == null) {
            return false;
        }
        String opaque = opaque(validator.etag());
        Matcher tags = TAG.matcher(ifNoneMatch);
        while (tags.find()) {
            if (opaque.equals(tags.group(1))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a range of this content may be sent: no If-Range, a strong tag that is equal, or the very same date. */
    boolean allowsRange(Validator validator) {
        if (ifRange == null) {
            return true;
        }
        String field = ifRange.strip();
        return field.endsWith("\"")
                ? validator.isStrong() && field.equals(validator.etag())
                : field.equals(validator.lastModified());
    }

    private static String opaque(String etag) {
        return etag.startsWith("W/") ? etag.substring(2) : etag;
    }
}
