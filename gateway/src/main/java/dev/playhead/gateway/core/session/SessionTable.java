package dev.playhead.gateway.core.session;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.SessionId;
import dev.playhead.common.model.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the session that a request belongs to, and whether it is a seek.
 *
 * <p>Every open response is a cursor of its own. A request inherits the session of at most one cursor, and no cursor is
 * inherited twice: one of the same media, address and user agent that is closed or idle; or, where the player names its
 * session, the latest one of that name. Of several the one that stands where the request begins is taken, else the one
 * used last. A mistake costs a wrong epoch, never a wrong byte.
 *
 * <p>Bounded: open cursors are as many as open responses; of closed ones so many are kept, so long. Not thread-safe.
 */
public final class SessionTable {
    /** Forward jumps that are no seek: a demuxer skips a foreign track or padding, and read-ahead has it anyway. */
    static final long SKIP = 1024 * 1024;

    private final String instance;
    private final Limits limits;
    private final Map<StreamId, CursorState> open = new HashMap<>();
    /** In the order in which they were closed. */
    private final Map<StreamId, CursorState> closed = new LinkedHashMap<>();

    private final Map<ViewerKey, Set<CursorState>> byViewer = new HashMap<>();
    private long streams;
    private long sessions;

    /**
     * How long cursors are remembered.
     *
     * @param idleAfter an open cursor that has not moved for so long, though it had bytes to give, is idle
     * @param keepClosed how long a closed cursor may be inherited
     * @param maxClosed how many closed cursors are kept
     */
    public record Limits(Duration idleAfter, Duration keepClosed, int maxClosed) {
        /** Players open the next request within seconds of a seek, but within minutes of a pause. */
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), Duration.ofMinutes(5), 10_000);
    }

    private record ViewerKey(MediaId media, String viewer) {
        static ViewerKey of(MediaId media, Viewer viewer) {
            return new ViewerKey(
                    media,
                    viewer.declared() == null
                            ? "at " + viewer.address() + " " + viewer.agent()
                            : "as " + viewer.declared());
        }
    }

    /** @param instance tells the names given here from those of other gateways; a token */
    public SessionTable(String instance, Limits limits) {
        this.instance = instance;
        this.limits = limits;
    }

    /** Opens a cursor. */
    public Arrival open(MediaId media, Viewer viewer, RequestedRange wish, Instant now) {
        forgetExpired(now);
        ViewerKey key = ViewerKey.of(media, viewer);
        StreamId stream = new StreamId(instance + "-" + ++streams);
        Optional<CursorState> previous = inherit(key, viewer.declared() != null, wish, now);
        CursorState cursor = new CursorState(
                stream,
                previous.map(from -> from.session).orElseGet(() -> new SessionId(instance + "-s" + ++sessions)),
                previous.map(from -> from.continues(wish) ? from.epoch : from.epoch + 1)
                        .orElse(0L),
                key,
                wish.firstByte().orElse(null),
                now);
        open.put(stream, cursor);
        byViewer.computeIfAbsent(key, ignored -> new LinkedHashSet<>()).add(cursor);
        Long seekFrom = previous.filter(from -> !from.continues(wish))
                .map(from -> from.position)
                .orElse(null);
        return new Arrival(stream, cursor.session, cursor.epoch, seekFrom);
    }

    /**
     * Learns where an open cursor stands; an unknown one is ignored.
     *
     * @param waiting whether it stands because bytes are missing, which is not idle
     */
    public void moved(StreamId stream, long position, boolean waiting, Instant now) {
        CursorState cursor = open.get(stream);
        if (cursor != null && (waiting || cursor.position == null || cursor.position != position)) {
            cursor.position = position;
            cursor.usedAt = now;
        }
    }

    /** Closes a cursor and keeps it for the next request of its viewer; an unknown one is ignored. */
    public void close(StreamId stream, Instant now) {
        CursorState cursor = open.remove(stream);
        if (cursor == null) {
            return;
        }
        if (cursor.inherited || cursor.position == null) {
            drop(cursor);
            return;
        }
        cursor.usedAt = now;
        cursor.closed = true;
        closed.put(stream, cursor);
        if (closed.size() > limits.maxClosed()) {
            forgetOldest();
        }
    }

    /** Closes a cursor that nobody shall inherit: it showed nothing of what its viewer watches. */
    public void discard(StreamId stream) {
        CursorState cursor = open.remove(stream);
        if (cursor != null) {
            drop(cursor);
        }
    }

    /** How many cursors are remembered, open and closed. */
    public int size() {
        return open.size() + closed.size();
    }

    private Optional<CursorState> inherit(ViewerKey key, boolean declared, RequestedRange wish, Instant now) {
        Optional<CursorState> best = find(key, declared, wish, now);
        best.ifPresent(cursor -> {
            cursor.inherited = true;
            if (cursor.closed) {
                closed.remove(cursor.stream);
                drop(cursor);
            }
        });
        return best;
    }

    /** A loop over all that are open: many players behind one address look at each other's with every request. */
    private Optional<CursorState> find(ViewerKey key, boolean declared, RequestedRange wish, Instant now) {
        Instant idleSince = now.minus(limits.idleAfter());
        CursorState best = null;
        for (CursorState cursor : byViewer.getOrDefault(key, Set.of())) {
            boolean left = cursor.closed || declared || cursor.isIdle(idleSince);
            if (left && cursor.isHeritable() && (best == null || cursor.suits(wish, best))) {
                best = cursor;
            }
        }
        return Optional.ofNullable(best);
    }

    private void forgetExpired(Instant now) {
        Instant oldest = now.minus(limits.keepClosed());
        Iterator<CursorState> byAge = closed.values().iterator();
        while (byAge.hasNext()) {
            CursorState cursor = byAge.next();
            if (!cursor.usedAt.isBefore(oldest)) {
                return;
            }
            byAge.remove();
            drop(cursor);
        }
    }

    private void forgetOldest() {
        Iterator<CursorState> byAge = closed.values().iterator();
        CursorState oldest = byAge.next();
        byAge.remove();
        drop(oldest);
    }

    private void drop(CursorState cursor) {
        Set<CursorState> cursors = byViewer.get(cursor.key);
        if (cursors != null && cursors.remove(cursor) && cursors.isEmpty()) {
            byViewer.remove(cursor.key);
        }
    }

    /** One response: where it stands, and whether its session has gone on without it. */
    private static final class CursorState {
        private final StreamId stream;
        private final SessionId session;
        private final long epoch;
        private final ViewerKey key;
        private @Nullable Long position;
        private Instant usedAt;
        private boolean closed;
        private boolean inherited;

        CursorState(
                StreamId stream,
                SessionId session,
                long epoch,
                ViewerKey key,
                @Nullable Long position,
                Instant usedAt) {
            this.stream = stream;
            this.session = session;
            this.epoch = epoch;
            this.key = key;
            this.position = position;
            this.usedAt = usedAt;
        }

        boolean isIdle(Instant since) {
            return !usedAt.isAfter(since);
        }

        boolean isHeritable() {
            return !inherited && position != null;
        }

        /** Whether a request goes on from here rather than from another cursor. */
        boolean suits(RequestedRange wish, CursorState other) {
            boolean here = continues(wish);
            return here == other.continues(wish) ? usedAt.isAfter(other.usedAt) : here;
        }

        /** Whether a request goes on where this cursor stands; a suffix never does: its start is unknown. */
        boolean continues(RequestedRange wish) {
            Long first = wish.firstByte().orElse(null);
            Long at = position;
            return first != null && at != null && first >= at && first - at <= SKIP;
        }
    }
}
