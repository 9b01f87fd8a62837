package dev.playhead.common.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of one fetcher process in the fleet. */
public record FetcherId(@JsonValue String value) implements Comparable<FetcherId> {
    @JsonCreator
    public FetcherId {
        Names.requireToken("FetcherId", value);
    }

    @Override
    public int compareTo(FetcherId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
