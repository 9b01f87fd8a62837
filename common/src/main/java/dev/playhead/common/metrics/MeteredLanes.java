package dev.playhead.common.metrics;

import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.kafka.CommandLanes;
import dev.playhead.common.model.Lane;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Counts the commands that come in. Thread-safe. */
public final class MeteredLanes implements CommandLanes {
    private final CommandLanes lanes;
    private final Meters meters;

    public MeteredLanes(CommandLanes lanes, Meters meters) {
        this.lanes = lanes;
        this.meters = meters;
    }

    @Override
    public Future<Subscription> open(Lane lane, int slots, Consumer<FetchSpan> handler) {
        String label = lane.name().toLowerCase(Locale.ROOT);
        AtomicInteger running = new AtomicInteger();
        Counter taken = meters.counter(Metric.COMMANDS_TAKEN, label);
        meters.gauge(Metric.COMMANDS_RUNNING, running::get, label);
        return lanes.open(lane, slots, command -> {
                    taken.increment();
                    running.incrementAndGet();
                    handler.accept(command);
                })
                .map(subscription -> new Counted(subscription, running));
    }

    private record Counted(Subscription subscription, AtomicInteger running) implements Subscription {
        @Override
        public void release() {
            running.decrementAndGet();
            subscription.release();
        }

        @Override
        public Future<Void> close() {
            return subscription.close();
        }
    }
}
