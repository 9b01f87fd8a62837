package dev.playhead.scheduler.core;

import dev.playhead.common.collect.BoundedMap;
import dev.playhead.common.event.Cursor;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlaybackEvent.PositionReported;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.SessionId;
import dev.playhead.common.model.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The open cursors of one media and the sessions they belong to. Soft state: repeated positions rebuild it. */
final class Viewers {
    /** A player that fetches bounded ranges rests between them while its buffer is full; its ramp survives that long. */
    static final Duration SESSION_MEMORY = Duration.ofSeconds(30);
    /** How long a session that has finished a bounded range may take to ask for the next before its spans are let go. */
    private static final Duration BETWEEN_RANGES = Duration.ofSeconds(3);
    /** Streams closed last, whose late events are ignored; a late event beyond them expires by silence. */
    private static final int CLOSED_REMEMBERED = 64;

    private final Map<StreamId, OpenCursor> cursors = new LinkedHashMap<>();
    private final Map<SessionId, Playhead> playheads = new HashMap<>();
    /** What {@link #readers} has found last, in the order of the cursors; out of date behind a change. */
    private List<Reader> readers = List.of();

    private boolean changed;
    /** Before this time nobody has been silent for too long, unless a stream has ended since it was found out. */
    private Instant heardUntil = Instant.MIN;

    private final Set<StreamId> closed = Collections.newSetFromMap(BoundedMap.byInsertion(CLOSED_REMEMBERED));

    /** Readers found before, asked for in the same order: one that has not changed stays, with all that it keeps. */
    private static final class Known {
        private final List<Reader> readers;
        private int next;

        Known(List<Reader> readers) {
            this.readers = readers;
        }

        Reader reader(OpenCursor cursor, Playhead playhead) {
            for (int i = next; i < readers.size(); i++) {
                if (readers.get(i).isOf(cursor, playhead)) {
                    next = i + 1;
                    return readers.get(i);
                }
            }
            return new Reader(cursor, playhead);
        }
    }

    /**
     * Takes in an event; one that is older than what is known of its stream changes nothing.
     *
     * @return whether a session appeared that was not known
     */
    boolean on(PlaybackEvent event, ByteRanges readable, Instant now) {
        Cursor cursor = event.cursor();
        @Nullable OpenCursor known = cursors.get(cursor.stream());
        if (closed.contains(cursor.stream()) || (known != null && event.at().isBefore(known.at()))) {
            return false;
        }
        changed = true;
        @Nullable Playhead before = playheads.get(cursor.session());
        Playhead playhead = begin(before, known, event, now);
        boolean continues = known != null && known.isContinuedBy(cursor);
        if (known != null && continues) {
            playhead = follow(playhead, known, event, now);
        }
        // a session may only be forgotten without a stream: what takes its stream from it may be the end of it
        heardUntil =
                continues && event.isOpen() ? Times.earlier(heardUntil, now.plus(OpenCursor.SILENCE)) : Instant.MIN;
        if (event.isOpen()) {
            cursors.put(
                    cursor.stream(),
                    known != null && continues
                            ? known.moved(event, ahead(event, readable), now)
                            : OpenCursor.opened(event, now));
        } else {
            playhead = close(playhead, known, event, now);
        }
        playheads.put(cursor.session(), playhead);
        return before == null;
    }

    private static Playhead begin(
            @Nullable Playhead before, @Nullable OpenCursor known, PlaybackEvent event, Instant now) {
        long epoch = event.cursor().epoch();
        Playhead playhead = before == null ? Playhead.begin(epoch, now) : before;
        if (epoch > playhead.epoch()) {
            playhead = playhead.seek(epoch, now);
        } else if (before == null && event instanceof PlaybackEvent.SeekPerformed) {
            playhead = playhead.seek(epoch, now);
        }
        boolean opensRange =
                known == null && event.isOpen() && OpenCursor.opened(event, now).isBounded();
        return opensRange && epoch == playhead.epoch() ? playhead.openedRange() : playhead;
    }

    private static Playhead follow(Playhead playhead, OpenCursor known, PlaybackEvent event, Instant now) {
        if (known.reading().epoch() != playhead.epoch()) {
            return playhead;
        }
        long position = OpenCursor.position(event.cursor().remaining());
        return playhead.advanced(Math.max(0, position - known.position()), known.measure(playhead.pace(), event), now);
    }

    private static long ahead(PlaybackEvent event, ByteRanges readable) {
        long position = OpenCursor.position(event.cursor().remaining());
        return readable.runEnd(position) - position;
    }

    private Playhead close(Playhead playhead, @Nullable OpenCursor known, PlaybackEvent event, Instant now) {
        StreamId stream = event.cursor().stream();
        cursors.remove(stream);
        closed.add(stream);
        boolean finished = known != null && OpenCursor.position(event.cursor().remaining()) >= known.end();
        return finished ? playhead.parked(now.plus(BETWEEN_RANGES)) : playhead;
    }

    /** Takes in whether reading ahead for a session is a waste; one that is not known is not judged. */
    void judge(SessionId session, boolean wasteful) {
        @Nullable Playhead before = playheads.get(session);
        if (before != null && before.wasteful() != wasteful) {
            playheads.put(session, before.judged(wasteful));
            changed = true;
        }
    }

    /**
     * Takes in what a player says of itself; of a session that is not known or has sought since, it says nothing.
     *
     * @param version of the media; null while it is unknown
     */
    void told(PositionReported report, @Nullable MediaVersion version) {
        SessionId session = report.cursor().session();
        @Nullable Playhead playhead = playheads.get(session);
        if (playhead != null && playhead.epoch() == report.cursor().epoch()) {
            changed = true;
            ReportedRate.of(report, version)
                    .ifPresent(rate -> playheads.put(
                            session, playhead.paced(playhead.pace().told(rate))));
        }
    }

    /** Returns what is known of a session, or null. */
    @Nullable
    Playhead find(SessionId session) {
        return playheads.get(session);
    }

    /** Whether a session that is remembered reads on, or did until its stream was closed. */
    boolean haveWatched() {
        return playheads.values().stream().anyMatch(playhead -> !playhead.isStarting());
    }

    /** Returns the sessions that are remembered. */
    Set<SessionId> sessions() {
        return Collections.unmodifiableSet(playheads.keySet());
    }

    /** Forgets whoever has been silent for too long; looks at all of them only when it may be time for one. */
    void expire(Instant now) {
        if (now.isBefore(heardUntil)) {
            return;
        }
        Instant lastHeard = now.minus(OpenCursor.SILENCE);
        Instant remembered = now.minus(SESSION_MEMORY);
        boolean left = cursors.values().removeIf(cursor -> !cursor.seenAt().isAfter(lastHeard));
        left |= playheads
                .entrySet()
                .removeIf(entry -> !entry.getValue().seenAt().isAfter(remembered)
                        && cursors.values().stream()
                                .noneMatch(c -> c.reading().session().equals(entry.getKey())));
        changed |= left;
        heardUntil = nextSilence(remembered);
    }

    /** Returns when the next is silent for too long; who is remembered only for its streams is so by the end of these. */
    private Instant nextSilence(Instant remembered) {
        Instant session = Instant.MAX;
        for (Playhead playhead : playheads.values()) {
            if (playhead.seenAt().isAfter(remembered)) {
                session = Times.earlier(session, playhead.seenAt());
            }
        }
        return Times.earlier(cursorSilence(), session.equals(Instant.MAX) ? session : session.plus(SESSION_MEMORY));
    }

    /** Returns when the cursor that has been silent for longest is so for too long, or {@link Instant#MAX}. */
    private Instant cursorSilence() {
        Instant heard = Instant.MAX;
        for (OpenCursor cursor : cursors.values()) {
            heard = Times.earlier(heard, cursor.seenAt());
        }
        return cursors.isEmpty() ? heard : heard.plus(OpenCursor.SILENCE);
    }

    /**
     * Returns the cursors whose wishes count, in the order in which they were opened.
     *
     * <p>A cursor that its session has left by a seek wants nothing, unless it waits: then the session reads at two
     * places, and this one starts small.
     */
    List<Reader> readers() {
        if (changed) {
            readers = Collections.unmodifiableList(findReaders());
            changed = false;
        }
        return readers;
    }

    private List<Reader> findReaders() {
        List<Reader> found = new ArrayList<>(cursors.size());
        Known before = new Known(readers);
        for (OpenCursor cursor : cursors.values()) {
            Playhead playhead = playhead(cursor.reading().session());
            if (cursor.reading().epoch() == playhead.epoch()) {
                found.add(before.reader(cursor, playhead));
            } else if (cursor.waitingSince() != null) {
                Playhead small = Playhead.begin(cursor.reading().epoch(), cursor.seenAt());
                found.add(new Reader(cursor, small.judged(playhead.wasteful())));
            }
        }
        return found;
    }

    /** Whether a session is between two bounded ranges of one reading. */
    boolean isParked(Reading reading, Instant now) {
        @Nullable Playhead playhead = playheads.get(reading.session());
        return playhead != null
                && playhead.epoch() == reading.epoch()
                && playhead.parkedUntil().isAfter(now);
    }

    boolean isEmpty() {
        return cursors.isEmpty() && playheads.isEmpty();
    }

    /** Returns when something changes here by itself, or {@link Instant#MAX}. */
    Instant nextChange(Instant now) {
        Instant next = cursorSilence();
        for (Playhead playhead : playheads.values()) {
            if (cursors.isEmpty()) {
                next = Times.earlier(next, playhead.seenAt().plus(SESSION_MEMORY));
            }
            if (playhead.isScrubbing(now)) {
                next = Times.earlier(next, playhead.settlesAt());
            }
            if (playhead.parkedUntil().isAfter(now)) {
                next = Times.earlier(next, playhead.parkedUntil());
            }
        }
        return next;
    }

    private Playhead playhead(SessionId session) {
        Playhead playhead = playheads.get(session);
        if (playhead == null) {
            throw new IllegalStateException("session " + session + " has a cursor but no playhead");
        }
        return playhead;
    }
}
