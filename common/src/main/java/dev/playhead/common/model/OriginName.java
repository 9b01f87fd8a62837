package dev.playhead.common.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** The configured name of an origin: a short lower-case label, safe in a path, a topic key and a file name. */
public record OriginName(@JsonValue String value) {
    @JsonCreator
    public OriginName {
        if (!Names.isLabel(value, value.length())) {
            throw new IllegalArgumentException(
                    "origin name '" + value + "' must match " + Names.LABEL + " (lower-case letters, digits, '-')");
        }
    }

    /** Written out, for the reason that {@link Names#hash} gives. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OriginName that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Names.hash(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
