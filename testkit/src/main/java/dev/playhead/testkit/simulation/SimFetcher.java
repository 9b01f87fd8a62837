package dev.playhead.testkit.simulation;

import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.FetcherRoom;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.FetcherId;
import dev.playhead.common.model.Lane;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A fetcher: takes commands while it has slots, streams them into the store, beats once a second and on change. */
public final class SimFetcher {
    /** How many spans it works on at a time, by lane. */
    public static final Map<Lane, Integer> SLOTS = Map.of(Lane.NOW, 2, Lane.AHEAD, 4, Lane.BULK, 1);

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int SERVICE_UNAVAILABLE = 503;

    private final FetcherId id;
    private final SimWorld world;
    private final Map<CommandId, SimTransfer> running = new LinkedHashMap<>();
    private final Map<Lane, Integer> busy = new EnumMap<>(Lane.class);
    private boolean dead;

    SimFetcher(String name, SimWorld world) {
        this.id = new FetcherId(name);
        this.world = world;
        beatForEver();
    }

    /** Stops without a word, as after a power loss. */
    public void kill() {
        dead = true;
        running.values().forEach(SimTransfer::stop);
        running.clear();
    }

    boolean hasRoom(Lane lane) {
        return !dead && busy.getOrDefault(lane, 0) < SLOTS.getOrDefault(lane, 0);
    }

    void cancel(CommandId command) {
        SimTransfer transfer = running.get(command);
        if (transfer != null) {
            end(transfer);
        }
    }

    void accept(FetchSpan command) {
        busy.merge(command.priority().lane(), 1, Integer::sum);
        if (running.containsKey(command.command())) {
            free(command);
            return;
        }
        Optional<ByteRange> range = command.range().resolve(world.store().length(command.media()));
        if (range.isEmpty()) {
            free(command);
            fail(command, FailureReason.UNSATISFIABLE, null);
            return;
        }
        SimTransfer transfer = new SimTransfer(world, command, range.get(), this::ended);
        running.put(command.command(), transfer);
        beat();
        transfer.start();
    }

    private void ended(SimTransfer transfer) {
        end(transfer);
        if (transfer.outcome() == SimTransfer.Outcome.REFUSED) {
            fail(transfer.command(), FailureReason.EXHAUSTED, SERVICE_UNAVAILABLE);
        } else if (transfer.outcome() == SimTransfer.Outcome.BROKEN) {
            fail(transfer.command(), FailureReason.EXHAUSTED, null);
        }
    }

    private void fail(FetchSpan command, FailureReason reason, @Nullable Integer status) {
        world.publish(new ChunkEvent.FetchFailed(
                command.media(),
                command.command(),
                command.attempt(),
                command.range(),
                reason,
                status,
                null,
                status == null ? null : Duration.ofSeconds(1),
                SpanStats.NONE));
    }

    private void end(SimTransfer transfer) {
        transfer.stop();
        running.remove(transfer.command().command());
        free(transfer.command());
        beat();
    }

    private void free(FetchSpan command) {
        busy.merge(command.priority().lane(), -1, Integer::sum);
        world.offer();
    }

    private void beatForEver() {
        if (!dead) {
            beat();
            world.time().in(BEAT, this::beatForEver);
        }
    }

    private void beat() {
        world.publish(new FetcherRoom(
                id, SLOTS, List.copyOf(running.keySet()), world.time().now()));
    }
}
