package dev.playhead.common.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The configured name of an origin: a short lower-case label, safe in a path, a topic key and a file name. */
public record OriginName(@JsonValue String value) {
    @JsonCreator
    public OriginName {
        if (!Names.isLabel(value, value.length())) {
            throw new IllegalArgumentException(
                    "origin name '" + value + "' must match " + Names.LABEL + " (lower-case letters, digits, '-')");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
