package dev.playhead.benchmarks.scheduler;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.event.ChunkEvent.ChunksStored;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.FetcherRoom;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.FetcherId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.Validator;
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
    private static final OriginName ORIGIN = new OriginName("films");
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

    /**
     * Returns a film of the origin.
     *
     * @param length bytes
     * @param chunk the size of its chunks, bytes
     * @param held what the store has of it
     */
    static StoredMedia film(String path, long length, long chunk, ByteRanges held) {
        return new StoredMedia(
                MediaId.of(ORIGIN, path),
                new MediaSource(path, null),
                new MediaVersion(new Validator('"' + path + '"', null), length, (int) chunk, "video/mp4"),
                held,
                ByteRanges.EMPTY,
                1);
    }

    /**
     * Somebody begins to watch a part of a film, which the store describes once it is asked.
     *
     * @param from where the part begins, in bytes
     * @param to where it ends, exclusive
     */
    Viewer watch(StoredMedia film, String session, long from, long to) {
        store.put(film.media(), film);
        Viewer viewer = new Viewer(film.media(), session, from, to);
        send(viewer.opens(now));
        return viewer;
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
