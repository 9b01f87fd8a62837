package dev.playhead.common.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The configured name of an origin: a short lower-case label, safe in a path, a topic key and a file name. */
public record OriginName(@JsonValue String value) {
    private static final Pattern LEGAL = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    @JsonCreator
    public OriginName {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "origin name '" + value + "' must match " + LEGAL.pattern() + " (lower-case letters, digits, '-')");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
