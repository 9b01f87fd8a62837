package dev.playhead.scheduler.sim;

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

/** A fetcher: takes commands while it has slots, streams them into the store, beats once a second and on change. */
final class SimFetcher {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final long QUANTUM = 64 * 1024;
    private static final long REPORTED = 512 * 1024;
    static final Map<Lane, Integer> SLOTS = Map.of(Lane.NOW, 2, Lane.AHEAD, 4, Lane.BULK, 1);

    private final FetcherId id;
    private final SimWorld world;
    private final Map<CommandId, FetchSpan> running = new LinkedHashMap<>();
    private final Map<Lane, Integer> busy = new EnumMap<>(Lane.class);
    private boolean dead;

    SimFetcher(String name, SimWorld world) {
        this.id = new FetcherId(name);
        this.world = world;
        beatForEver();
    }

    boolean hasRoom(Lane lane) {
        return !dead && busy.getOrDefault(lane, 0) < SLOTS.get(lane);
    }

    /** Stops without a word, as after a power loss. */
    void kill() {
        dead = true;
        world.origin.log().open -= running.size();
        running.clear();
    }

    void cancel(CommandId command) {
        FetchSpan span = running.get(command);
        if (span != null) {
            end(span);
        }
    }

    void accept(FetchSpan command) {
        busy.merge(command.priority().lane(), 1, Integer::sum);
        if (running.containsKey(command.command())) {
            free(command);
            return;
        }
        Optional<ByteRange> range = command.range().resolve(world.store.length(command.media()));
        if (range.isEmpty()) {
            free(command);
            fail(command, FailureReason.UNSATISFIABLE);
            return;
        }
        running.put(command.command(), command);
        beat();
        world.origin.log().opened(new SimOrigin.Request(world.time.now(), command.media(), range.get()));
        boolean breaks = world.random.nextDouble() < world.faults.broken();
        long end = breaks
                ? range.get().start() + range.get().length() / 2
                : range.get().end();
        world.time.in(world.origin.timeToFirstByte(), () -> {
            if (isRunning(command)) {
                world.store.opened(command.media());
                stream(
                        new Transfer(command, range.get().start(), end, breaks),
                        range.get().start());
            }
        });
    }

    private record Transfer(FetchSpan command, long reported, long end, boolean breaks) {
        Transfer reportedTo(long position) {
            return new Transfer(command, position, end, breaks);
        }
    }

    private void stream(Transfer transfer, long position) {
        long next = Math.min(transfer.end(), position + QUANTUM);
        if (next == position) {
            finish(transfer, position);
            return;
        }
        double seconds = (next - position) / world.origin.rateNow();
        world.time.in(Duration.ofNanos((long) (seconds * 1e9)), () -> {
            if (!isRunning(transfer.command())) {
                return;
            }
            world.store.write(transfer.command().media(), new ByteRange(position, next));
            world.origin.log().bytes += next - position;
            boolean report = next - transfer.reported() >= REPORTED && next < transfer.end();
            if (report) {
                report(transfer, next, false);
            }
            stream(report ? transfer.reportedTo(next) : transfer, next);
        });
    }

    private void finish(Transfer transfer, long position) {
        report(transfer, position, true);
        end(transfer.command());
        if (transfer.breaks()) {
            fail(transfer.command(), FailureReason.EXHAUSTED);
        }
    }

    private void report(Transfer transfer, long position, boolean complete) {
        FetchSpan command = transfer.command();
        List<ByteRange> readable =
                position > transfer.reported() ? List.of(new ByteRange(transfer.reported(), position)) : List.of();
        world.store.report(command.media(), command.command(), command.attempt(), readable, complete);
    }

    private void fail(FetchSpan command, FailureReason reason) {
        world.publish(new ChunkEvent.FetchFailed(
                command.media(),
                command.command(),
                command.attempt(),
                command.range(),
                reason,
                null,
                null,
                null,
                SpanStats.NONE));
    }

    private boolean isRunning(FetchSpan command) {
        return running.get(command.command()) == command;
    }

    private void end(FetchSpan command) {
        running.remove(command.command());
        world.origin.log().open--;
        free(command);
        beat();
    }

    private void free(FetchSpan command) {
        busy.merge(command.priority().lane(), -1, Integer::sum);
        world.offer();
    }

    private void beatForEver() {
        if (!dead) {
            beat();
            world.time.in(BEAT, this::beatForEver);
        }
    }

    private void beat() {
        world.publish(new FetcherRoom(id, SLOTS, List.copyOf(running.keySet()), world.time.now()));
    }
}
