package dev.playhead.common.model;

import java.util.regex.Pattern;

/** The one rule for names that services give to things. */
final class Names {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

    private Names() {}

    static void requireToken(String field, String value) {
        if (!TOKEN.matcher(value).matches()) {
            throw new IllegalArgumentException(field + " '" + value + "' must match " + TOKEN.pattern());
        }
    }
}
