package dev.playhead.common.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** The name of one open response to a player: a cursor of its own. */
public record StreamId(@JsonValue String value) implements Comparable<StreamId> {
    @JsonCreator
    public StreamId {
        Names.requireToken("StreamId", value);
    }

    @Override
    public int compareTo(StreamId other) {
        return value.compareTo(other.value);
    }

    /** Written out, for the reason that {@link Names#hash} gives. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StreamId that && value.equals(that.value);
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
