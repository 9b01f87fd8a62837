package dev.playhead.fetcher;

import dev.playhead.common.bytes.SpanWriter;
import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.kafka.CommandLanes;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.kafka.EventSubscriber;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.security.Sealer;
import dev.playhead.common.topic.Topics;
import dev.playhead.fetcher.core.RetryPolicy;
import dev.playhead.fetcher.io.CommandDesk;
import dev.playhead.fetcher.io.FailureReporter;
import dev.playhead.fetcher.io.FetchTools;
import dev.playhead.fetcher.io.OpenLanes;
import dev.playhead.fetcher.io.Origins;
import dev.playhead.fetcher.io.Redirects;
import dev.playhead.fetcher.io.RoomBeat;
import dev.playhead.fetcher.io.Wayfinding;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fetcher: commands in, origin requests out, bytes to the store. One instance a process. */
public final class FetcherVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(FetcherVerticle.class);

    private final FetcherConfig config;
    private final Map<OriginName, OriginConfig> configured;
    private final Ports ports;
    private final InstantSource clock;
    private Future<EventSubscriber.Subscription> cancellations = Future.failedFuture("not started");
    private Origins origins;
    private CommandDesk desk;
    private RoomBeat beat;
    private OpenLanes lanes;

    /** What a fetcher is plugged into. */
    public record Ports(
            EventPublisher publisher,
            EventSubscriber subscriber,
            CommandLanes lanes,
            SpanWriter writer,
            Sealer sealer) {}

    @SuppressWarnings("NullAway.Init") // start() comes before all else
    public FetcherVerticle(
            FetcherConfig config, Map<OriginName, OriginConfig> origins, Ports ports, InstantSource clock) {
        this.config = config;
        this.configured = Map.copyOf(origins);
        this.ports = ports;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        Wayfinding ways = new Wayfinding(new Redirects(Set.copyOf(config.redirectHosts())), config.refreshHooks());
        origins = new Origins(vertx, configured, ports.sealer(), config.patience(), ways, config.totalSlots());
        beat = new RoomBeat(vertx, ports.publisher(), config.id(), config.slots(), clock);
        desk = new CommandDesk(origins, tools(), beat::changed);
        lanes = new OpenLanes(ports.lanes(), desk);
        cancellations = ports.subscriber().follow(Topics.CANCEL, desk::cancel);
        return cancellations.compose(followed -> lanes.open(config.slots())).onSuccess(opened -> {
            beat.start(desk::running);
            LOG.atInfo().addKeyValue(LogKeys.FETCHER, config.id()).log("fetcher takes commands");
        });
    }

    private FetchTools tools() {
        return new FetchTools(
                vertx,
                ports.writer(),
                new FailureReporter(ports.publisher()),
                new RetryPolicy(config.minTries(), config.patience().retryAfter()),
                config.patience().stall(),
                clock,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /** Leaves the fleet first, so that nothing is sent to slots that go away. */
    @Override
    public Future<?> stop() {
        return beat.leave()
                .eventually(lanes::close)
                .eventually(() -> desk.drain(config.shutdownGrace()))
                .eventually(beat::stop)
                .eventually(() -> cancellations.compose(EventSubscriber.Subscription::close))
                .eventually(origins::close);
    }
}
