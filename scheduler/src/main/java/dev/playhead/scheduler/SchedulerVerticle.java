package dev.playhead.scheduler;

import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.kafka.EventSubscriber;
import dev.playhead.common.kafka.EventSubscriber.Subscription;
import dev.playhead.common.metrics.Meters;
import dev.playhead.common.topic.Topics;
import dev.playhead.scheduler.core.CoreCounts;
import dev.playhead.scheduler.core.SchedulerCore;
import dev.playhead.scheduler.core.Signal;
import dev.playhead.scheduler.io.CoreDriver;
import dev.playhead.scheduler.io.SchedulerPorts;
import dev.playhead.scheduler.io.SchedulerStats;
import dev.playhead.scheduler.io.SharedEvents;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One scheduler: the core, on one event loop, between the topics it reads and those it writes. */
public final class SchedulerVerticle extends VerticleBase {
    /** The group whose members share the origins. */
    private static final String GROUP = "playhead-scheduler";

    private final SchedulerConfig config;
    private final List<OriginConfig> origins;
    private final SchedulerPorts ports;
    private final InstantSource clock;

    private final Deque<Subscription> subscriptions = new ArrayDeque<>();
    private volatile @Nullable CoreDriver driver;
    private volatile @Nullable SharedEvents events;

    public SchedulerVerticle(
            SchedulerConfig config, Collection<OriginConfig> origins, SchedulerPorts ports, InstantSource clock) {
        this.config = config;
        this.origins = List.copyOf(origins);
        this.ports = ports;
        this.clock = clock;
    }

    /**
     * Succeeds when events published from then on are seen; fails when a subscription is refused.
     *
     * <p>The fleet is followed first, so that room is known when the first viewer comes.
     */
    @Override
    public Future<?> start() {
        String run = UUID.randomUUID().toString().substring(0, 8);
        SchedulerCore core = new SchedulerCore(config.policy(origins), run);
        CoreDriver started = new CoreDriver(core, ports, clock, context);
        driver = started;
        SharedEvents shared = new SharedEvents(started::feed);
        events = shared;
        EventSubscriber subscriber = ports.subscriber();
        return subscriber
                .follow(Topics.FLEET, room -> started.feed(new Signal.Beat(room)))
                .onSuccess(subscriptions::push)
                .compose(fleet -> subscriber.share(GROUP, Set.of(Topics.PLAYBACK, Topics.CHUNKS), shared))
                .onSuccess(subscriptions::push)
                .recover(cause -> stop().compose(done -> Future.failedFuture(cause)));
    }

    /** Why no viewer's event comes here; empty when some do. For readiness where this is the only scheduler. */
    public Optional<String> problem() {
        SharedEvents shared = events;
        return shared != null && shared.ownsAny() ? Optional.empty() : Optional.of("owns no origin yet");
    }

    /** Shows what the core does; to be called once. */
    public void show(Meters meters) {
        new SchedulerStats(this::counts).show(meters);
    }

    private CoreCounts counts() {
        CoreDriver running = driver;
        return running == null ? CoreCounts.NONE : running.counts();
    }

    /** Leaves the topics in the reverse order; never fails. */
    @Override
    public Future<?> stop() {
        CoreDriver running = driver;
        if (running != null) {
            running.close();
        }
        Future<Void> closed = Future.succeededFuture();
        for (Subscription subscription : subscriptions) {
            closed = closed.eventually(subscription::close);
        }
        return closed;
    }
}
