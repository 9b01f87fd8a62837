package dev.playhead.fetcher.core;

import dev.playhead.common.collect.BoundedMap;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.CommandId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which commands run here, and which must not. One context owns it. */
public final class Roster {
    /** A scheduler cancels some tens of commands at a seek; this many outlive a minute of hard scrubbing. */
    static final int TOMBSTONES = 4096;

    /** What a broker brings twice it brings within seconds; this many commands are what a fetcher ends in some minutes. */
    private static final int REMEMBERED = 4096;

    private final Set<CommandId> running = new LinkedHashSet<>();
    /** The last attempts that ended here, whichever way; the oldest are forgotten first. */
    private final Map<CommandId, Integer> ended = BoundedMap.byAccess(REMEMBERED);
    /** The commands that were cancelled last, whether or not they had come; every attempt of them is. */
    private final Set<CommandId> tombstones = Collections.newSetFromMap(BoundedMap.byAccess(TOMBSTONES));

    /** What to do with a command that came. */
    public enum Admission {
        /** Run it; it is on the roster now. */
        RUN,
        /**
         * It runs already, in whatever attempt: being on the roster renews its lease. Or this attempt of it has ended here,
         * and was told of: to ask the origin again would cost its bytes twice.
         */
        DUPLICATE,
        /** It was cancelled before it came. */
        CANCELLED
    }

    public Admission admit(FetchSpan command) {
        if (tombstones.contains(command.command())) {
            return Admission.CANCELLED;
        }
        boolean over = command.attempt() <= ended.getOrDefault(command.command(), 0);
        return !over && running.add(command.command()) ? Admission.RUN : Admission.DUPLICATE;
    }

    /** Takes note of a cancellation, whether or not the command has come. */
    public void cancelled(CommandId command) {
        tombstones.add(command);
    }

    public void finished(FetchSpan command) {
        running.remove(command.command());
        ended.merge(command.command(), command.attempt(), Math::max);
    }

    /** The running commands, in the order they came. */
    public List<CommandId> running() {
        return List.copyOf(running);
    }
}
