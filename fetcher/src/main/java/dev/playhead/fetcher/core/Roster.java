package dev.playhead.fetcher.core;

import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.CommandId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which commands run here, and which must not. One context owns it. */
public final class Roster {
    /** A scheduler cancels some tens of commands at a seek; this many outlive a minute of hard scrubbing. */
    private static final int TOMBSTONES = 4096;

    private final Set<CommandId> running = new LinkedHashSet<>();
    private final Tombstones tombstones = new Tombstones(TOMBSTONES);

    /** What to do with a command that came. */
    public enum Admission {
        /** Run it; it is on the roster now. */
        RUN,
        /** It runs already, in whatever attempt: being on the roster renews its lease. */
        DUPLICATE,
        /** It was cancelled before it came. */
        CANCELLED
    }

    public Admission admit(FetchSpan command) {
        if (tombstones.contains(command.command())) {
            return Admission.CANCELLED;
        }
        return running.add(command.command()) ? Admission.RUN : Admission.DUPLICATE;
    }

    /** Takes note of a cancellation, whether or not the command has come. */
    public void cancelled(CommandId command) {
        tombstones.add(command);
    }

    public void finished(CommandId command) {
        running.remove(command);
    }

    /** The running commands, in the order they came. */
    public List<CommandId> running() {
        return List.copyOf(running);
    }
}
