package dev.playhead.common.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

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

    @Override
    public String toString() {
        return value;
    }
}
