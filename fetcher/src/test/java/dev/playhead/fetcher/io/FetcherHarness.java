package dev.playhead.fetcher.io;

import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.FetcherRoom;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.FetcherId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.security.Sealer;
import dev.playhead.common.topic.Topics;
import dev.playhead.fetcher.FetcherConfig;
import dev.playhead.fetcher.FetcherVerticle;
import dev.playhead.testkit.bus.InMemoryBus;
import dev.playhead.testkit.origin.LyingOrigin;
import dev.playhead.testkit.origin.OriginFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A fetcher between an origin that lies and a store that records, with short timeouts. */
final class FetcherHarness implements AutoCloseable {
    static final OriginName NAS = new OriginName("nas");
    static final Duration LIMIT = Duration.ofSeconds(8);
    private static final Map<Lane, Integer> SLOTS = Map.of(Lane.NOW, 4, Lane.AHEAD, 4, Lane.BULK, 0);

    final Vertx vertx = Vertx.vertx();
    final LyingOrigin origin = LyingOrigin.start();
    final InMemoryBus bus = new InMemoryBus(vertx);
    final RecordingSpanWriter store = new RecordingSpanWriter();
    final Sealer sealer = Sealer.of("a key for tests only");
    private @Nullable String deployment;
    private int commands;

    /** Starts a fetcher whose origin has the path prefix {@code /media} and a credential. */
    FetcherHarness start() {
        return start(Function.identity(), List.of());
    }

    FetcherHarness start(Function<Patience, Patience> patience, List<String> redirectHosts) {
        return start(patience, redirectHosts, Map.of());
    }

    FetcherHarness start(
            Function<Patience, Patience> patience, List<String> redirectHosts, Map<OriginName, URI> hooks) {
        Patience short_ = new Patience(
                Duration.ofSeconds(2), Duration.ofMillis(400), Duration.ofMillis(300), Duration.ofSeconds(2));
        FetcherConfig config = new FetcherConfig(
                new FetcherId("fetcher-1"),
                SLOTS,
                patience.apply(short_),
                4,
                redirectHosts,
                hooks,
                Duration.ofMillis(300));
        OriginConfig nas = new OriginConfig(
                NAS, URI.create(origin.url() + "/media"), Map.of("x-origin-key", "secret"), List.of(), 8);
        FetcherVerticle verticle = new FetcherVerticle(
                config,
                Map.of(NAS, nas),
                new FetcherVerticle.Ports(bus, bus, bus, store, sealer),
                InstantSource.system());
        deployment = await(vertx.deployVerticle(verticle));
        return this;
    }

    /** Adds a file below the origin's prefix. */
    OriginFile serve(String path, long length) {
        return origin.serve("/media" + path, length);
    }

    FetchSpan command(String path, long start, @Nullable Long end) {
        return command(path, new RequestedRange.From(start, end), null);
    }

    FetchSpan command(String path, RequestedRange range, @Nullable MediaVersion version) {
        return command(new MediaSource(path, null), range, version);
    }

    FetchSpan command(MediaSource source, RequestedRange range, @Nullable MediaVersion version) {
        return new FetchSpan(
                MediaId.of(NAS, source.path()),
                source,
                new CommandId("c" + ++commands),
                1,
                range,
                version,
                Priority.CRITICAL,
                Instant.now().plusSeconds(1),
                null);
    }

    FetchSpan send(FetchSpan command) {
        await(bus.publish(Topics.fetch(command.priority().lane()), command));
        return command;
    }

    void cancel(FetchSpan command) {
        await(bus.publish(Topics.CANCEL, new CancelFetch(command.media(), command.command())));
    }

    List<FetchFailed> failures() {
        return bus.published(FetchFailed.class);
    }

    List<FetcherRoom> beats() {
        return bus.published(FetcherRoom.class);
    }

    FetcherRoom lastBeat() {
        List<FetcherRoom> beats = beats();
        return beats.get(beats.size() - 1);
    }

    void stopFetcher() {
        if (deployment != null) {
            await(vertx.undeploy(deployment));
            deployment = null;
        }
    }

    <T> T await(Future<T> future) {
        try {
            return future.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing within " + LIMIT, e);
        }
    }

    @Override
    public void close() {
        stopFetcher();
        await(vertx.close());
        origin.close();
    }
}
