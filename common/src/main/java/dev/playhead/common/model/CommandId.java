package dev.playhead.common.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** The name of one fetch command; a command issued again after its lease keeps it and raises its attempt. */
public record CommandId(@JsonValue String value) implements Comparable<CommandId> {
    @JsonCreator
    public CommandId {
        Names.requireToken("CommandId", value);
    }

    @Override
    public int compareTo(CommandId other) {
        return value.compareTo(other.value);
    }

    /** Written out, for the reason that {@link Names#hash} gives. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CommandId that && value.equals(that.value);
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
