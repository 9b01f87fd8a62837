package dev.playhead.fetcher.core;

import dev.playhead.common.model.CommandId;
import java.util.LinkedHashSet;
import java.util.Set;

/** The commands that were cancelled before they came, as many as there is room for; the oldest are forgotten first. */
final class Tombstones {
    private final int capacity;
    private final Set<CommandId> commands = new LinkedHashSet<>();

    Tombstones(int capacity) {
        this.capacity = capacity;
    }

    void add(CommandId command) {
        commands.remove(command);
        commands.add(command);
        if (commands.size() > capacity) {
            commands.remove(commands.iterator().next());
        }
    }

    /** Whether the command was cancelled; every attempt of it is. */
    boolean contains(CommandId command) {
        return commands.contains(command);
    }
}
