package dev.playhead.scheduler.sim;

import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.FetcherRoom;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import dev.playhead.scheduler.core.Decision;
import dev.playhead.scheduler.core.Policy;
import dev.playhead.scheduler.core.SchedulerCore;
import dev.playhead.scheduler.core.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Players, fetchers, a store and an origin around the real core: one thread, virtual time, one seed.
 *
 * <p>{@link SimInvariants} looks at every signal and decision.
 */
final class SimWorld {
    static final OriginName ORIGIN = new OriginName("nas");
    static final int MAX_REQUESTS = 6;
    static final Policy POLICY = new Policy(
            Duration.ofSeconds(20),
            DataSize.ofMebibytes(4),
            DataSize.ofMebibytes(64),
            Duration.ofSeconds(4),
            Duration.ofSeconds(3),
            Map.of(ORIGIN, MAX_REQUESTS));
    private static final Duration HOP = Duration.ofMillis(2);
    private static final Duration LOAD = Duration.ofMillis(1);

    final Timeline time = new Timeline();
    final Random random;
    final SimOrigin origin;
    final SimStore store;
    final List<SimFetcher> fetchers = new ArrayList<>();
    final List<FetchSpan> published = new ArrayList<>();
    final SchedulerCore core = new SchedulerCore(POLICY, "sim");
    SimFaults faults = SimFaults.NONE;

    private final SimInvariants invariants = new SimInvariants(core);
    private final Map<Lane, Deque<FetchSpan>> lanes = new EnumMap<>(Lane.class);

    SimWorld(long seed, SimOrigin origin) {
        this.random = new Random(seed);
        this.origin = origin;
        this.store = new SimStore(this::publish);
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new ArrayDeque<>());
        }
    }

    static MediaId media(String name) {
        return MediaId.of(ORIGIN, name);
    }

    /** Makes a media of the length and returns its name. */
    MediaId media(String name, DataSize length) {
        MediaId media = media(name);
        store.exists(media, length.bytes());
        return media;
    }

    SimWorld withFetchers(int count) {
        for (int i = 0; i < count; i++) {
            fetchers.add(new SimFetcher("f" + fetchers.size(), this));
        }
        time.run(Duration.ofMillis(50));
        return this;
    }

    SimPlayer player(String name, MediaId media, double rate) {
        return new SimPlayer(this, name, media, rate);
    }

    /** Sends an event; it arrives a hop later, or never, or twice. */
    void publish(PlayheadEvent event) {
        int copies = random.nextDouble() < faults.lost() ? 0 : random.nextDouble() < faults.twice() ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            time.in(HOP, () -> signal(signalOf(event)));
        }
    }

    void signal(Signal signal) {
        invariants.before(signal);
        perform(core.on(signal, time.now()));
    }

    /** Lets fetchers with room take what waits in the lanes. */
    void offer() {
        time.in(Duration.ZERO, () -> {
            for (SimFetcher fetcher : fetchers) {
                for (Map.Entry<Lane, Deque<FetchSpan>> lane : lanes.entrySet()) {
                    while (!lane.getValue().isEmpty() && fetcher.hasRoom(lane.getKey())) {
                        fetcher.accept(lane.getValue().poll());
                    }
                }
            }
        });
    }

    private static Signal signalOf(PlayheadEvent event) {
        if (event instanceof PlaybackEvent playback) {
            return new Signal.Viewed(0, playback);
        }
        if (event instanceof ChunkEvent chunks) {
            return new Signal.Reported(chunks);
        }
        return new Signal.Beat((FetcherRoom) event);
    }

    private void perform(List<Decision> decisions) {
        invariants.after(decisions);
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Publish publish) {
                published.add(publish.command());
                send(() -> {
                    lanes.get(publish.command().priority().lane()).add(publish.command());
                    offer();
                });
            } else if (decision instanceof Decision.Cancel cancel) {
                send(() -> {
                    lanes.values()
                            .forEach(lane -> lane.removeIf(span ->
                                    span.command().equals(cancel.cancellation().command())));
                    fetchers.forEach(f -> f.cancel(cancel.cancellation().command()));
                });
            } else if (decision instanceof Decision.LoadMap load) {
                time.in(LOAD, () -> signal(new Signal.MapLoaded(load.media(), store.find(load.media()))));
            }
        }
        core.nextTick().ifPresent(this::tickAt);
    }

    private Instant tickAt = Instant.MAX;

    private void tickAt(Instant at) {
        if (at.isBefore(tickAt)) {
            tickAt = at;
            time.at(at, () -> {
                if (tickAt.equals(at)) {
                    tickAt = Instant.MAX;
                    perform(core.tick(time.now()));
                }
            });
        }
    }

    private void send(Runnable delivery) {
        if (random.nextDouble() >= faults.lost()) {
            time.in(HOP, delivery);
        }
    }
}
