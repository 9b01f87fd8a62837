package dev.playhead.testkit.simulation.contest;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.FetcherRoom;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.FetcherId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.StreamId;
import dev.playhead.testkit.simulation.SimWorld;
import dev.playhead.testkit.simulation.SimulatedScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What caches commonly do: keep a fixed number of bytes ahead of each viewer, first come, first served, over a fixed
 * number of connections each. It cancels what nobody is near any more, and knows no rates, deadlines or priorities.
 */
public final class SimplePolicy implements SimulatedScheduler {
    private static final long MIB = 1024 * 1024;

    private final long ahead;
    private final long span;
    private final int connections;
    private final Map<MediaId, SimpleMedia> media = new HashMap<>();
    private final Map<StreamId, View> views = new LinkedHashMap<>();
    private final Map<CommandId, FetchSpan> running = new LinkedHashMap<>();
    private final Map<FetcherId, FetcherRoom> fleet = new HashMap<>();
    private Instant retryAt = Instant.MAX;
    private int commands;

    private record View(MediaId media, RequestedRange.From remaining) {}

    private SimplePolicy(long ahead, long span, int connections) {
        this.ahead = ahead;
        this.span = span;
        this.connections = connections;
    }

    /** 64 MiB ahead in pieces of one, four at a time: twenty seconds of the fastest film, for every film. */
    public static SimplePolicy fixedBytesAhead() {
        return new SimplePolicy(64 * MIB, MIB, 4);
    }

    /** One request from where the viewer is to the end of what was asked for, as a caching proxy sends it on. */
    public static SimplePolicy oneConnection() {
        return new SimplePolicy(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2, 1);
    }

    @Override
    public void receive(PlayheadEvent event, Instant now, Outbox outbox) {
        if (event instanceof PlaybackEvent playback) {
            on(playback, outbox);
        } else if (event instanceof ChunkEvent.FetchFailed failed) {
            running.remove(failed.command());
            if (failed.retryAfter() != null) {
                retryAt = now.plus(failed.retryAfter());
            }
        } else if (event instanceof ChunkEvent chunks) {
            on(chunks);
        } else if (event instanceof FetcherRoom room) {
            fleet.put(room.fetcher(), room);
        }
        plan(now, outbox);
    }

    @Override
    public void mapLoaded(MediaId id, @Nullable StoredMedia stored, Instant now, Outbox outbox) {
        if (stored != null) {
            media.computeIfAbsent(id, m -> new SimpleMedia()).load(stored);
        }
        plan(now, outbox);
    }

    @Override
    public void tick(Instant now, Outbox outbox) {
        if (!now.isBefore(retryAt)) {
            retryAt = Instant.MAX;
            plan(now, outbox);
        }
    }

    @Override
    public Instant nextTick() {
        return retryAt;
    }

    @Override
    public Collection<FetchSpan> inFlight() {
        return List.copyOf(running.values());
    }

    private void on(PlaybackEvent event, Outbox outbox) {
        if (!media.containsKey(event.media())) {
            media.put(event.media(), new SimpleMedia());
            outbox.loadMap(event.media());
        }
        if (event.isOpen() && event.cursor().remaining() instanceof RequestedRange.From from) {
            views.put(event.cursor().stream(), new View(event.media(), from));
        } else {
            views.remove(event.cursor().stream());
        }
    }

    private void on(ChunkEvent event) {
        SimpleMedia state = media.computeIfAbsent(event.media(), m -> new SimpleMedia());
        if (event instanceof ChunkEvent.MediaDescribed described) {
            state.describe(described.version());
        } else if (event instanceof ChunkEvent.ChunksStored stored) {
            stored.readable().forEach(state::add);
            if (stored.complete()) {
                running.remove(stored.command());
            }
        }
    }

    private void plan(Instant now, Outbox outbox) {
        for (FetchSpan command : inFlight()) {
            if (views.values().stream().noneMatch(view -> wants(view, command))) {
                running.remove(command.command());
                outbox.cancel(new CancelFetch(command.media(), command.command()));
            }
        }
        if (retryAt.equals(Instant.MAX)) {
            for (int round = 0; round < connections; round++) {
                views.values().forEach(view -> ask(view, now, outbox));
            }
        }
    }

    private boolean wants(View view, FetchSpan command) {
        return view.media().equals(command.media())
                && command.range() instanceof RequestedRange.From from
                && (from.end() == null || from.end() > view.remaining().start())
                && from.start() < view.remaining().start() + ahead;
    }

    /** Asks for the next piece that a view lacks, if there is room and it does not use its connections already. */
    private void ask(View view, Instant now, Outbox outbox) {
        long own = running.values().stream()
                .filter(command -> wants(view, command))
                .count();
        Optional<Priority> lane = freeLane();
        if (own >= connections || running.size() >= SimWorld.MAX_REQUESTS || lane.isEmpty()) {
            return;
        }
        SimpleMedia state = media.getOrDefault(view.media(), new SimpleMedia());
        List<FetchSpan> taken = running.values().stream()
                .filter(command -> command.media().equals(view.media()))
                .toList();
        state.firstGap(view.remaining(), ahead, taken).ifPresent(gap -> {
            RequestedRange range = state.version() == null ? first(view.remaining()) : piece(gap);
            commands++;
            FetchSpan command = new FetchSpan(
                    view.media(),
                    SimpleMedia.SOURCE,
                    new CommandId("simple-" + commands),
                    1,
                    range,
                    state.version(),
                    lane.get(),
                    now.plus(Duration.ofMinutes(1)),
                    null);
            running.put(command.command(), command);
            outbox.publish(command);
        });
    }

    private RequestedRange first(RequestedRange.From wanted) {
        boolean whole = wanted.end() == null && span > Long.MAX_VALUE / 4;
        return whole
                ? wanted
                : piece(new ByteRange(wanted.start(), wanted.end() == null ? Long.MAX_VALUE / 2 : wanted.end()));
    }

    private RequestedRange piece(ByteRange gap) {
        return RequestedRange.of(new ByteRange(gap.start(), gap.start() + Math.min(gap.length(), span)));
    }

    private Optional<Priority> freeLane() {
        return List.of(Priority.CRITICAL, Priority.HIGH).stream()
                .filter(priority -> count(priority.lane()) < slots(priority.lane()))
                .findFirst();
    }

    private long count(Lane lane) {
        return running.values().stream()
                .filter(command -> command.priority().lane() == lane)
                .count();
    }

    private int slots(Lane lane) {
        return fleet.values().stream()
                .mapToInt(room -> room.slots().getOrDefault(lane, 0))
                .sum();
    }
}
