package dev.playhead.benchmarks.scheduler;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.event.ChunkEvent.ChunksStored;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.FetcherRoom;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.FetcherId;
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
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A scheduler's core in a time of its own, with a store that answers at once and one fetcher.
 *
 * <p>An event is one call of {@link #send}; what follows from time alone, beats included, is done on the way.
 */
final class ServedCore {
    static final OriginName ORIGIN = new OriginName("films");
    private static final FetcherId FETCHER = new FetcherId("fetcher");
    private static final Map<Lane, Integer> SLOTS = Map.of(Lane.NOW, 4, Lane.AHEAD, 6, Lane.BULK, 1);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Policy POLICY = new Policy(
            Duration.ofSeconds(20),
            DataSize.ofMebibytes(4),
            DataSize.ofMebibytes(64),
            Duration.ofSeconds(4),
            Duration.ofSeconds(3),
            Map.of(ORIGIN, 8));

    private final SchedulerCore core = new SchedulerCore(POLICY, "b");
    private final Map<MediaId, StoredMedia> store = new HashMap<>();
    private final Deque<FetchSpan> commands = new ArrayDeque<>();
    private long revision = 1;
    private Instant beatAt;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    ServedCore() {
        beatAt = now;
        pass(Duration.ZERO);
    }

    /** The store holds this of a media, once it is asked. */
    void holds(StoredMedia media) {
        store.put(media.media(), media);
    }

    /** The store's own memory of its media is given back: no more is asked of it. */
    void forgetsStore() {
        store.clear();
        commands.clear();
    }

    /** Returns how many decisions follow from a signal. */
    int send(Signal signal) {
        return perform(core.on(signal, now));
    }

    /** The fetcher's next command is done as a whole, if it has one: one event. */
    boolean fetchNext() {
        FetchSpan command = commands.poll();
        if (command == null) {
            return false;
        }
        StoredMedia media = of(command.media());
        ByteRange range = command.range().resolve(media.version().length()).orElseThrow();
        SpanStats stats = new SpanStats(range.length(), Duration.ofMillis(40), Duration.ofMillis(200));
        send(new Signal.Reported(new ChunksStored(
                command.media(),
                media.version().id(),
                command.command(),
                command.attempt(),
                List.of(range),
                true,
                stats,
                ++revision)));
        return true;
    }

    /** Lets time pass, with all that falls due in it. */
    void pass(Duration time) {
        now = now.plus(time);
        if (!now.isBefore(beatAt)) {
            beatAt = now.plus(BEAT);
            send(new Signal.Beat(new FetcherRoom(
                    FETCHER,
                    SLOTS,
                    core.inFlight().stream().map(FetchSpan::command).toList(),
                    now)));
        }
        if (core.nextTick().filter(next -> !next.isAfter(now)).isPresent()) {
            perform(core.tick(now));
        }
    }

    Instant now() {
        return now;
    }

    int mediaCount() {
        return core.mediaCount();
    }

    private int perform(List<Decision> decisions) {
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Publish publish) {
                commands.add(publish.command());
            } else if (decision instanceof Decision.LoadMap load) {
                perform(core.on(new Signal.MapLoaded(load.media(), of(load.media())), now));
            }
        }
        return decisions.size();
    }

    private StoredMedia of(MediaId media) {
        StoredMedia stored = store.get(media);
        if (stored == null) {
            throw new IllegalStateException("media " + media + " was not given to the store");
        }
        return stored;
    }
}
