package dev.playhead.testkit.simulation;

import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.model.ByteRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** One origin response on its way into the store, piece by piece. */
final class SimTransfer {
    /** What becomes of the response, as the dice fall. */
    enum Outcome {
        WHOLE,
        BROKEN,
        REFUSED
    }

    private static final long QUANTUM = 64 * 1024;
    private static final double MIB = 1024 * 1024;
    private static final long REPORTED = 512 * 1024;

    private final SimWorld world;
    private final FetchSpan command;
    private final ByteRange range;
    private final Consumer<SimTransfer> ended;
    private Outcome outcome;
    private final Instant startedAt;
    private long position;
    private long reported;
    private boolean sending;
    private boolean stopped;

    SimTransfer(SimWorld world, FetchSpan command, ByteRange range, Consumer<SimTransfer> ended) {
        this.world = world;
        this.command = command;
        this.range = range;
        this.ended = ended;
        this.outcome = world.rolls(SimFaults::refused) ? Outcome.REFUSED : Outcome.WHOLE;
        this.startedAt = world.time().now();
        this.position = range.start();
        this.reported = position;
    }

    FetchSpan command() {
        return command;
    }

    Outcome outcome() {
        return outcome;
    }

    void start() {
        SimOrigin origin = world.origin();
        origin.opened(new SimOrigin.Request(world.time().now(), command.media(), range));
        world.time().in(origin.timeToFirstByte(), () -> {
            if (stopped) {
                return;
            }
            if (outcome == Outcome.REFUSED) {
                ended.accept(this);
                return;
            }
            sending = true;
            origin.beginsToSend();
            world.store().opened(command.media());
            stream();
        });
    }

    /** Ends the response where it stands; repeated calls do nothing. */
    void stop() {
        if (!stopped) {
            stopped = true;
            world.origin().closed(sending);
        }
    }

    private void stream() {
        long next = Math.min(range.end(), position + QUANTUM);
        if (next == position || outcome == Outcome.BROKEN) {
            report(true);
            ended.accept(this);
            return;
        }
        double seconds = (next - position) / world.origin().rateNow();
        Duration stall = rolls(SimFaults::stalled) ? SimFaults.STALL : Duration.ZERO;
        world.time().in(stall.plusNanos((long) (seconds * 1e9)), () -> {
            if (!stopped) {
                receive(next);
                outcome = rolls(SimFaults::broken) ? Outcome.BROKEN : outcome;
                stream();
            }
        });
    }

    /** Rolls for one piece what may happen in each MiB. */
    private boolean rolls(ToDoubleFunction<SimFaults> probability) {
        return world.rolls(faults -> probability.applyAsDouble(faults) * QUANTUM / MIB);
    }

    private void receive(long next) {
        ByteRange piece = new ByteRange(position, next);
        position = next;
        world.origin().sent(piece.length());
        world.store().write(command.media(), piece);
        if (position - reported >= REPORTED && position < range.end()) {
            report(false);
        }
    }

    private void report(boolean complete) {
        List<ByteRange> readable = position > reported ? List.of(new ByteRange(reported, position)) : List.of();
        reported = position;
        Duration sinceStart = Duration.between(startedAt, world.time().now());
        SpanStats stats = new SpanStats(position - range.start(), world.origin().timeToFirstByte(), sinceStart);
        world.store().report(command.media(), command.command(), command.attempt(), readable, complete, stats);
    }
}
