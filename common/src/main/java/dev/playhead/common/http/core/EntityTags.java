package dev.playhead.common.http.core;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of an If-Match or If-None-Match: entity tags, or any. What is no tag is skipped.
 *
 * @param field as sent
 */
record EntityTags(String field) {
    private static final Pattern TAG = Pattern.compile("(W/)?(\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\")");

    boolean isAny() {
        return field.strip().equals("*");
    }

    /** Whether one of the tags is this one, neither of them weak (RFC 9110, section 8.8.3.2). */
    boolean containsStrongly(@Nullable String etag) {
        return etag != null && !isWeak(etag) && contains(etag, false);
    }

    /** Whether one of the tags is this one, weakness aside. */
    boolean containsWeakly(@Nullable String etag) {
        return etag != null && contains(isWeak(etag) ? etag.substring(2) : etag, true);
    }

    private boolean contains(String opaque, boolean weakToo) {
        Matcher tags = TAG.matcher(field);
        while (tags.find()) {
            if ((weakToo || tags.group(1) == null) && opaque.equals(tags.group(2))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWeak(String etag) {
        return etag.startsWith("W/");
    }
}
