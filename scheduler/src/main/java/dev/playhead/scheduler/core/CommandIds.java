package dev.playhead.scheduler.core;

import dev.playhead.common.model.CommandId;

/** Names commands: a prefix that no other run of a scheduler has, and a number. */
final class CommandIds {
    private final String prefix;
    private long last;

    CommandIds(String prefix) {
        this.prefix = prefix;
    }

    CommandId next() {
        last++;
        return new CommandId(prefix + "-" + last);
    }
}
