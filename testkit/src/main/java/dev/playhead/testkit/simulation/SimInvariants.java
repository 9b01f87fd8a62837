package dev.playhead.testkit.simulation;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.event.ChunkEvent.ChunksEvicted;
import dev.playhead.common.event.ChunkEvent.ChunksStored;
import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.FetcherRoom;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlaybackEvent.PlaybackAdvanced;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.FetcherId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange.From;
import dev.playhead.common.model.SessionId;
import dev.playhead.common.model.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What must hold after everything a scheduler hears, whatever happens. It knows what the scheduler was told, no more.
 *
 * <ul>
 *   <li>no byte is under way twice, and none is asked for that is known to be readable; a hedge asks for the rest of one
 *       other command, and hedges are at most {@link #HEDGES_BEFORE_SHARE} and one in {@link #REQUESTS_A_HEDGE} requests;
 *   <li>no lane carries more commands than the fleet has slots, and the origin no more than its limit;
 *   <li>{@link BulkInvariant};
 *   <li>nothing that can wait is asked for while a viewer has waited for {@link #PATIENCE} for a byte that nobody fetches;
 *       what lies {@link #AHEAD} in front of every viewer can wait.
 * </ul>
 */
final class SimInvariants {
    /** After a failure a position may be left alone for a while. */
    private static final Duration BACKOFF = Duration.ofSeconds(30);

    /** Whoever takes bytes as fast as they come waits behind those who play, but not so long that a player gives up. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** More than any player takes in the seconds that count as urgent. */
    private static final long AHEAD = 8L * 1024 * 1024;

    /** One in twenty, and a few before there were twenty. */
    private static final int REQUESTS_A_HEDGE = 20;

    private static final int HEDGES_BEFORE_SHARE = 4;

    private final SimulatedScheduler scheduler;
    private final Set<CommandId> hedged = new HashSet<>();
    private int requests;
    private final Map<MediaId, ByteRanges> readable = new HashMap<>();
    private final Map<MediaId, Instant> failed = new HashMap<>();
    private final Set<MediaId> described = new HashSet<>();
    private final Set<MediaId> loading = new HashSet<>();
    private final Map<StreamId, PlaybackEvent> open = new HashMap<>();
    private final Map<SessionId, Long> epochs = new HashMap<>();
    private final Set<FetcherId> heardOf = new HashSet<>();

    SimInvariants(SimulatedScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Notes what the scheduler is about to learn. */
    void before(PlayheadEvent event) {
        if (event instanceof ChunksStored stored) {
            described.add(stored.media());
            stored.readable().forEach(range -> addReadable(stored.media(), ByteRanges.of(range)));
        } else if (event instanceof ChunksEvicted evicted) {
            readable.computeIfPresent(evicted.media(), (media, known) -> known.minus(ByteRanges.of(evicted.ranges())));
        } else if (event instanceof FetchFailed failure) {
            failed.put(failure.media(), Instant.MAX);
        } else if (event instanceof FetcherRoom room) {
            heardOf.add(room.fetcher());
        } else if (event instanceof PlaybackEvent playback) {
            note(playback);
        }
    }

    /** The scheduler has asked the store, and plans nothing for the media until it knows. */
    void loads(MediaId media) {
        loading.add(media);
    }

    void beforeMap(MediaId media, @Nullable StoredMedia stored) {
        loading.remove(media);
        if (stored != null) {
            described.add(stored.media());
            addReadable(stored.media(), stored.readable());
        }
    }

    void after(List<FetchSpan> published, Instant now) {
        failed.replaceAll((media, until) -> until.equals(Instant.MAX) ? now.plus(BACKOFF) : until);
        Collection<FetchSpan> inFlight = scheduler.inFlight();
        Set<CommandId> hedges = Set.copyOf(scheduler.hedges());
        noByteIsFetchedTwiceAtATime(inFlight.stream()
                .filter(span -> !hedges.contains(span.command()))
                .toList());
        hedgesAreFew(published, hedges);
        BulkInvariant.check(published, inFlight, this::isReached);
        for (FetchSpan command : published) {
            nothingReadableIsAskedFor(command);
            thereWasRoomFor(command, inFlight);
            nobodyWaitsForSomethingElse(command, inFlight, now);
        }
    }

    private void note(PlaybackEvent event) {
        StreamId stream = event.cursor().stream();
        epochs.merge(event.cursor().session(), event.cursor().epoch(), Math::max);
        if (event.isOpen()) {
            open.merge(stream, event, SimInvariants::since);
        } else {
            open.remove(stream);
        }
    }

    private static void noByteIsFetchedTwiceAtATime(Collection<FetchSpan> inFlight) {
        Map<MediaId, ByteRanges> taken = new HashMap<>();
        for (FetchSpan span : inFlight) {
            ByteRange range = range(span);
            if (range != null) {
                ByteRanges others = taken.getOrDefault(span.media(), ByteRanges.EMPTY);
                check(others.within(range).isEmpty(), () -> "bytes of " + span + " are in flight twice");
                taken.put(span.media(), others.plus(range));
            }
        }
    }

    private void hedgesAreFew(List<FetchSpan> published, Set<CommandId> hedges) {
        requests += published.size();
        published.stream().map(FetchSpan::command).filter(hedges::contains).forEach(hedged::add);
        check(
                hedged.size() <= HEDGES_BEFORE_SHARE + requests / REQUESTS_A_HEDGE,
                () -> hedged.size() + " of " + requests + " requests were hedges");
    }

    private void nothingReadableIsAskedFor(FetchSpan span) {
        ByteRange range = range(span);
        if (range != null) {
            ByteRanges known = readable.getOrDefault(span.media(), ByteRanges.EMPTY);
            check(known.within(range).isEmpty(), () -> "readable bytes are asked for by " + span);
        }
    }

    private void thereWasRoomFor(FetchSpan span, Collection<FetchSpan> inFlight) {
        Lane lane = span.priority().lane();
        long onLane = inFlight.stream()
                .filter(other -> other.priority().lane() == lane)
                .count();
        check(
                onLane <= (long) heardOf.size() * SimFetcher.SLOTS.getOrDefault(lane, 0),
                () -> onLane + " commands are on lane " + lane);
        check(inFlight.size() <= SimWorld.MAX_REQUESTS, () -> inFlight.size() + " requests are at the origin");
    }

    private void nobodyWaitsForSomethingElse(FetchSpan published, Collection<FetchSpan> inFlight, Instant now) {
        if (!canWait(published)) {
            return;
        }
        for (PlaybackEvent event : open.values()) {
            boolean waits = isWaiting(event)
                    && isCurrent(event)
                    && !now.isBefore(event.at().plus(PATIENCE));
            boolean served = !described.contains(event.media())
                    || loading.contains(event.media())
                    || failed.getOrDefault(event.media(), Instant.MIN).isAfter(now)
                    || readable.getOrDefault(event.media(), ByteRanges.EMPTY).contains(position(event))
                    || inFlight.stream().anyMatch(span -> isFor(span, event.media(), position(event)));
            check(!waits || served, () -> published + " goes before what " + event + " waits for");
        }
    }

    private boolean isReached(FetchSpan span) {
        return open.values().stream().anyMatch(event -> isFor(span, event.media(), position(event)));
    }

    /** A wait that is told of again is still the wait that began when it was first told of. */
    private static PlaybackEvent since(PlaybackEvent before, PlaybackEvent after) {
        boolean same = isWaiting(before)
                && isWaiting(after)
                && before.cursor().remaining().equals(after.cursor().remaining());
        return same ? before : after;
    }

    private static boolean isWaiting(PlaybackEvent event) {
        return event instanceof PlaybackAdvanced advanced && advanced.waiting();
    }

    private boolean canWait(FetchSpan published) {
        ByteRange range = range(published);
        return range != null
                && published.priority() != Priority.CRITICAL
                && open.values().stream()
                        .filter(event -> event.media().equals(published.media()))
                        .noneMatch(event -> position(event) < range.end() && range.start() < position(event) + AHEAD);
    }

    private boolean isCurrent(PlaybackEvent event) {
        return epochs.getOrDefault(event.cursor().session(), 0L)
                == event.cursor().epoch();
    }

    private static long position(PlaybackEvent event) {
        return event.cursor().remaining().firstByte().orElse(0L);
    }

    private static boolean isFor(FetchSpan span, MediaId media, long position) {
        ByteRange range = range(span);
        return span.media().equals(media) && (range == null || range.contains(position));
    }

    private static @Nullable ByteRange range(FetchSpan span) {
        return span.range() instanceof From from && from.end() != null ? new ByteRange(from.start(), from.end()) : null;
    }

    private void addReadable(MediaId media, ByteRanges more) {
        readable.merge(media, more, ByteRanges::plus);
    }

    private static void check(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise.get());
        }
    }
}
