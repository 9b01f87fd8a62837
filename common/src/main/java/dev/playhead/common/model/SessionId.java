package dev.playhead.common.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** The name of one viewer of one media, given by the gateway. */
public record SessionId(@JsonValue String value) implements Comparable<SessionId> {
    @JsonCreator
    public SessionId {
        Names.requireToken("SessionId", value);
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    /** Written out, for the reason that {@link Names#hash} gives. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SessionId that && value.equals(that.value);
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
