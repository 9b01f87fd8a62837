package dev.playhead.testkit.simulation;

import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;

/**
 * Players, fetchers, a store and an origin around a scheduler: one thread, virtual time, one seed.
 *
 * <p>{@link SimInvariants} looks at everything the scheduler hears and decides; what breaks one says the seed.
 */
public final class SimWorld {
    public static final OriginName ORIGIN = new OriginName("nas");
    /** Requests that the origin allows at a time. */
    public static final int MAX_REQUESTS = 6;

    private static final Duration HOP = Duration.ofMillis(2);
    private static final Duration LOAD = Duration.ofMillis(1);

    /** What is demanded of the scheduler after everything it hears. */
    public enum Judgement {
        /** Nothing: a simple policy that the real one is compared with. */
        NONE,
        /** All that {@link SimInvariants} lists. */
        FULL
    }

    private final Timeline time = new Timeline();
    private final long seed;
    private final Random random;
    private final SimOrigin origin;
    private final SimStore store;
    private final SimulatedScheduler scheduler;
    private final SimInvariants invariants;
    private final List<SimFetcher> fetchers = new ArrayList<>();
    private final List<FetchSpan> published = new ArrayList<>();
    private final Map<Lane, Deque<FetchSpan>> lanes = new EnumMap<>(Lane.class);
    private final SimulatedScheduler.Outbox outbox = new Outbox();
    private Judgement judgement = Judgement.FULL;
    private SimFaults faults = SimFaults.NONE;
    private IntPredicate dropped = message -> false;
    private int messages;
    private Instant tickAt = Instant.MAX;

    public SimWorld(long seed, SimOrigin origin, SimulatedScheduler scheduler) {
        this.seed = seed;
        this.random = new Random(seed);
        this.origin = origin;
        this.scheduler = scheduler;
        this.store = new SimStore(this::publish);
        this.invariants = new SimInvariants(scheduler);
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new ArrayDeque<>());
        }
    }

    /** Makes a media of the length and returns its name. */
    public MediaId media(String name, DataSize length) {
        MediaId media = MediaId.of(ORIGIN, name);
        store.exists(media, length.bytes());
        return media;
    }

    public SimWorld withFetchers(int count) {
        for (int i = 0; i < count; i++) {
            fetchers.add(new SimFetcher("f" + fetchers.size(), this));
        }
        time.run(Duration.ofMillis(50));
        return this;
    }

    public SimWorld withFaults(SimFaults probabilities) {
        faults = probabilities;
        return this;
    }

    public SimWorld judged(Judgement demanded) {
        judgement = demanded;
        return this;
    }

    /** Loses the messages whose numbers match; they count from 0, and each event, command and cancellation is one. */
    public SimWorld dropping(IntPredicate numbers) {
        dropped = numbers;
        return this;
    }

    /**
     * Makes a player that has not opened anything yet.
     *
     * @param rate bytes per second, or {@link SimPlayer#GREEDY}
     */
    public SimPlayer player(String name, MediaId media, double rate) {
        return new SimPlayer(this, name, media, rate);
    }

    /** Asks for a media that nobody watches, from now on. */
    public SimWish wish(MediaId media, Priority priority) {
        return new SimWish(this, media, priority);
    }

    public Timeline time() {
        return time;
    }

    public Random random() {
        return random;
    }

    public SimOrigin origin() {
        return origin;
    }

    public SimStore store() {
        return store;
    }

    public List<SimFetcher> fetchers() {
        return fetchers;
    }

    /** Returns every command published, in order. */
    public List<FetchSpan> published() {
        return published;
    }

    /** Returns how many messages were sent so far. */
    public int messages() {
        return messages;
    }

    boolean rolls(ToDoubleFunction<SimFaults> probability) {
        return random.nextDouble() < probability.applyAsDouble(faults);
    }

    /** Sends an event; it arrives a hop later, or never, or twice. */
    public void publish(PlayheadEvent event) {
        boolean twice = rolls(SimFaults::twice);
        Runnable delivery = () -> guarded(() -> {
            invariants.before(event);
            scheduler.receive(event, time.now(), outbox);
        });
        send(delivery);
        if (twice) {
            send(delivery);
        }
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

    private void send(Runnable delivery) {
        boolean lost = rolls(SimFaults::lost) || dropped.test(messages);
        messages++;
        if (!lost) {
            time.in(HOP, delivery);
        }
    }

    private void guarded(Runnable step) {
        int before = published.size();
        try {
            step.run();
            if (judgement == Judgement.FULL) {
                invariants.after(published.subList(before, published.size()), time.now());
            }
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError("seed " + seed + ", after " + time.elapsed() + ": " + broken.getMessage(), broken);
        }
        armTick();
    }

    private void armTick() {
        Instant at = scheduler.nextTick();
        if (at.isBefore(tickAt)) {
            tickAt = at;
            time.at(at, () -> {
                if (tickAt.equals(at)) {
                    tickAt = Instant.MAX;
                    guarded(() -> scheduler.tick(time.now(), outbox));
                }
            });
        }
    }

    /** Carries decisions out, a hop later. */
    private final class Outbox implements SimulatedScheduler.Outbox {
        @Override
        public void publish(FetchSpan command) {
            published.add(command);
            send(() -> {
                Objects.requireNonNull(lanes.get(command.priority().lane()), "every lane has a queue")
                        .add(command);
                offer();
            });
        }

        @Override
        public void cancel(CancelFetch cancellation) {
            send(() -> {
                lanes.values()
                        .forEach(lane -> lane.removeIf(span -> span.command().equals(cancellation.command())));
                fetchers.forEach(fetcher -> fetcher.cancel(cancellation.command()));
            });
        }

        @Override
        public void loadMap(MediaId media) {
            invariants.loads(media);
            time.in(
                    LOAD,
                    () -> guarded(() -> {
                        invariants.beforeMap(media, store.find(media));
                        scheduler.mapLoaded(media, store.find(media), time.now(), outbox);
                    }));
        }
    }
}
