package dev.playhead.common.event;

import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.FetcherId;
import dev.playhead.common.model.Lane;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A fetcher's beat, once a second and on change: what it can take and what it is working on.
 *
 * <p>Being listed renews a command's lease. An empty map of slots is a fetcher that is leaving.
 *
 * @param slots how many spans it works on at a time, by lane
 * @param running the commands it has accepted and not finished
 */
public record FetcherRoom(FetcherId fetcher, Map<Lane, Integer> slots, List<CommandId> running, Instant at)
        implements PlayheadEvent {
    public FetcherRoom {
        slots = Map.copyOf(slots);
        running = List.copyOf(running);
    }
}
