package dev.playhead.common.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

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

    @Override
    public String toString() {
        return value;
    }
}
