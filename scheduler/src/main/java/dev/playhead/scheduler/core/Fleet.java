package dev.playhead.scheduler.core;

import dev.playhead.common.event.FetcherRoom;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.FetcherId;
import dev.playhead.common.model.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fetchers that are there, by their beats. */
final class Fleet {
    /** Fetchers beat once a second: after two lost beats and some delay one is gone. */
    static final Duration SILENCE = Duration.ofSeconds(3);

    private record Member(FetcherRoom room, Instant heardAt) {}

    private final Map<FetcherId, Member> members = new HashMap<>();
    private final Set<CommandId> running = new HashSet<>();

    /**
     * Takes in a beat.
     *
     * @return the commands that a fetcher leaves behind as it goes; empty for one that stays
     */
    List<CommandId> on(FetcherRoom room, Instant now) {
        boolean leaves = room.slots().isEmpty();
        if (leaves) {
            members.remove(room.fetcher());
        } else {
            members.put(room.fetcher(), new Member(room, now));
        }
        recount();
        return leaves ? abandoned(room.running()) : List.of();
    }

    /** Forgets the fetchers that are silent; returns the commands that nobody is known to run any more. */
    List<CommandId> expire(Instant now) {
        List<CommandId> left = new ArrayList<>();
        boolean changed = members.values().removeIf(member -> {
            boolean silent = Times.reached(member.heardAt().plus(SILENCE), now);
            if (silent) {
                left.addAll(member.room().running());
            }
            return silent;
        });
        if (!changed) {
            return List.of();
        }
        recount();
        return abandoned(left);
    }

    /** Whether a fetcher that is there has said that it runs the command. */
    boolean runs(CommandId command) {
        return running.contains(command);
    }

    /** Returns how many commands of a lane the whole fleet works on at a time. */
    int slots(Lane lane) {
        return members.values().stream()
                .mapToInt(member -> member.room().slots().getOrDefault(lane, 0))
                .sum();
    }

    /** Returns when the next fetcher counts as silent, or {@link Instant#MAX}. */
    Instant nextChange() {
        return members.values().stream()
                .map(member -> member.heardAt().plus(SILENCE))
                .reduce(Instant.MAX, Times::earlier);
    }

    private List<CommandId> abandoned(List<CommandId> commands) {
        return commands.stream().filter(command -> !running.contains(command)).toList();
    }

    private void recount() {
        running.clear();
        members.values().forEach(member -> running.addAll(member.room().running()));
    }
}
