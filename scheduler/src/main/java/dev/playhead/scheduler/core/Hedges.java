package dev.playhead.scheduler.core;

import dev.playhead.common.collect.BoundedMap;
import dev.playhead.common.event.ChunkEvent.ChunksStored;
import dev.playhead.common.model.CommandId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The races that are on between a span that went quiet and the hedge that was sent to stand in for it, and what they cost.
 *
 * <p>Whichever brings a byte first goes on alone; the other is let go, so that hardly a byte comes twice. A hedge whose
 * span has ended in whatever way is a span like any other.
 */
final class Hedges {
    /** One request in twenty: more would make an origin that is slow for everybody slower still. */
    private static final double SHARE = 0.05;
    /** What may be spent before twenty requests have been made, and saved up at most: a few streams that stall together. */
    private static final double PURSE = 4;
    /** Those that lost last, whose last words are still to come. */
    private static final int LOSERS_REMEMBERED = 256;

    private final boolean allowed;
    private final Map<CommandId, Race> races = new HashMap<>();
    private final Set<CommandId> lost = new HashSet<>();
    private final Map<CommandId, Long> losers = BoundedMap.byInsertion(LOSERS_REMEMBERED);
    private double purse = PURSE;
    private HedgeCounts counts = HedgeCounts.NONE;

    /**
     * A race.
     *
     * @param bytes what the quiet span had brought when it began
     */
    private record Race(CommandId quiet, CommandId hedge, long bytes) {}

    /** @param allowed whether anything may be spent at all */
    Hedges(boolean allowed) {
        this.allowed = allowed;
    }

    /** Takes note of a command that is no hedge. */
    void requested() {
        purse = Math.min(PURSE, purse + SHARE);
        counts = counts.plusRequest();
    }

    boolean isAffordable() {
        return allowed && purse >= 1;
    }

    /**
     * Takes note of a hedge.
     *
     * @param bytes what the quiet span has brought
     */
    void began(CommandId quiet, CommandId hedge, long bytes) {
        purse--;
        counts = counts.plusHedge();
        Race race = new Race(quiet, hedge, bytes);
        races.put(quiet, race);
        races.put(hedge, race);
    }

    /** Takes note of a quiet span that was broken off for one in its place. */
    void replaced() {
        purse--;
        counts = counts.plusReplaced();
    }

    boolean isRacing(CommandId command) {
        return races.containsKey(command);
    }

    /** Whether the other one of its race was first; such a span is to be cancelled. */
    boolean hasLost(CommandId command) {
        return lost.contains(command);
    }

    /** Returns the hedges whose quiet spans are still under way. */
    Collection<CommandId> racing() {
        return races.values().stream().map(Race::hedge).distinct().toList();
    }

    /** Takes in how far a span has come. */
    void heard(ChunksStored stored) {
        CommandId command = stored.command();
        @Nullable Long before = stored.complete() ? losers.remove(command) : null;
        if (before != null) {
            counts = counts.plusWasted(Math.max(0, stored.stats().bytes() - before));
        }
        @Nullable Race race = races.get(command);
        if (race == null) {
            return;
        }
        boolean hedged = command.equals(race.hedge());
        long had = hedged ? 0 : race.bytes();
        if (stored.stats().bytes() > had) {
            counts = hedged ? counts.plusWon() : counts;
            CommandId loser = hedged ? race.quiet() : race.hedge();
            losers.put(loser, hedged ? race.bytes() : 0);
            ended(command);
            lost.add(loser);
        }
    }

    /** A span is not under way any more; if it raced, the other goes on as if it never had. */
    void ended(CommandId command) {
        lost.remove(command);
        @Nullable Race race = races.remove(command);
        if (race != null) {
            races.remove(race.quiet());
            races.remove(race.hedge());
        }
    }

    HedgeCounts counts() {
        return counts;
    }
}
