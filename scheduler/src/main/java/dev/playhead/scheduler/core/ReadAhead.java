package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.Priority;
import java.time.Duration;
import java.time.Instant;

/**
 * How far ahead of a playhead bytes are wanted, and by when. Stateless.
 *
 * <p>The window is measured in seconds of the session's own rate, between a floor and a ceiling in bytes. It opens with
 * what the session has taken since its last seek: for one that may be a download by a multiple of what it has taken beyond
 * what sockets hold, for one that plays by half of what it has taken. So a probe of head and tail, a thumbnailer or a seek
 * that is given up cost little (mountpoint-s3 {@code prefetch} and Linux on-demand read-ahead start small for the same
 * reason).
 *
 * <p>For a session that has left nearly all of what was read ahead for it ({@link Adoption}), the window is its demand.
 */
final class ReadAhead {
    /** A second of a film: whoever opens or seeks wants at least this, and can start a picture with it. */
    static final long DEMAND = 1024 * 1024;
    /** Twice the demand and a bit: the sockets of a player that reads a MiB and seeks again take as much. */
    private static final long INITIAL = 9 * DEMAND / 4;
    /**
     * What may have gone into sockets without anybody reading it is no sign that a session stays: a player that has read
     * a MiB and rests was seen to have taken 2.5 to 2.9 MiB.
     */
    private static final long IN_SOCKETS = 5 * DEMAND / 2;
    /** Bytes that the window opens for each byte taken beyond: with 8, four windows lead to 60 MiB. */
    private static final int GROWTH = 8;
    /** A session known to play is read ahead for by half of what it has taken: ten seconds at a place earn five. */
    private static final int PLAYED_A_BYTE_AHEAD = 2;
    /**
     * What is reached within this time is CRITICAL: several round trips to a far origin, a retry included. Players begin
     * with about as much in their buffers.
     */
    private static final Duration SOON = Duration.ofSeconds(2);
    /** However fast a session plays, the lane for what is urgent must not fill with one session's next seconds. */
    private static final long LARGEST_DEMAND = 8L * 1024 * 1024;
    /** After a seek, spans under way within this distance will be wanted in a moment if the session stays. */
    private static final long NEARBY = 8L * 1024 * 1024;
    /** What a stream that nobody hurries is given when it has had nothing for too long: enough to keep its player. */
    private static final long CRUST = 256 * 1024;
    /** 20 Mb/s, a film in high definition: assumed of a session whose rate has not been seen yet. */
    private static final double ASSUMED_RATE = 2_500_000;
    /** 8 Mb/s, a film: what a session may need that has not shown its rate yet. */
    private static final double LIKELY_RATE = 1_000_000;
    /** A player has filled its buffer by then and leaves bytes lying; what still takes all that comes is a download. */
    private static final Duration UNDECIDED = Duration.ofSeconds(15);
    /** What takes all that comes goes behind what others play within this time and before what they play later. */
    private static final Duration TAKES_ALL = Duration.ofSeconds(2);
    /** Players that hold the most hold half a minute, and fill that in the meantime. */
    private static final Duration FILLING = Duration.ofSeconds(30);
    /** A picture begins late and its first scenes may be heavy: so much of what a player seems to hold is not believed. */
    private static final Duration DOUBT = Duration.ofSeconds(1);
    /** Where others are in need, whoever holds that much can wait; to believe more would change nothing. */
    private static final Duration MOST_HELD = Duration.ofSeconds(8);
    /** 128 kb/s, audio: the slowest that plays; a paused session is taken for one. */
    private static final double SLOWEST_RATE = 16_000;

    private final Policy policy;

    ReadAhead(Policy policy) {
        this.policy = policy;
    }

    /**
     * Returns what a reader wants.
     *
     * @param asked what the player asked for and has not taken, within the media
     * @param arrived up to where bytes are readable from there
     * @param spans how long spans of the origin are
     */
    Window window(Reader reader, ByteRange asked, long arrived, ChunkLayout layout, SpanSizes spans, Instant now) {
        Playhead playhead = reader.playhead();
        long start = asked.start();
        long limit = playhead.readsOn() ? layout.length() : layout.ceil(asked.end());
        long quickEnd = Math.min(limit, start + Math.max(0, DEMAND - playhead.attained()));
        if (playhead.isScrubbing(now)) {
            // the rest of the chunk would cost a scan more than it is worth to who settles here
            long target = Math.min(limit, start + DEMAND);
            return new Window(layout, start, quickEnd, target, target, target, target, spans.quick(), spans.least());
        }
        long presumed = presumed(playhead, arrived - start);
        long bytes = opened(playhead, presumed);
        long demandEnd = Math.min(limit, demandEnd(reader, start, bytes, layout, now));
        long ahead = start + presumed + bytes;
        long end = Math.max(demandEnd, ahead < limit ? layout.floor(ahead) : limit);
        long keepEnd = Math.max(end, Math.min(limit, start + NEARBY));
        return new Window(
                layout, start, quickEnd, demandEnd, end, keepEnd, limit, spans.quick(), spans.inWindow(bytes));
    }

    /**
     * Returns when the playhead reaches a byte.
     *
     * <p>While a session fills its first buffer its rate is not known, and an assumed one divides the origin between those
     * that start: who began first is done first. After that a lower one is assumed for a while, since where an origin is
     * slow a player never has enough to leave any lying, and would be taken for a download until it has stalled. Whoever
     * takes bytes as fast as they come later on is behind all who need theirs within seconds, and before what others need
     * later than that: it may be a film too heavy to get ahead. Nobody reaches a byte sooner than from where it is now.
     */
    Instant deadline(Reader reader, long position, Instant now) {
        OpenCursor cursor = reader.cursor();
        Playhead playhead = reader.playhead();
        long distance = distance(reader, position);
        if (playhead.pace().playing()) {
            Instant seen = cursor.waitingSince() == null ? cursor.seenAt() : cursor.since();
            return after(seen, distance, rate(playhead)).plus(held(reader, now));
        }
        if (playhead.isStarting()) {
            return reached(reader, distance, ASSUMED_RATE);
        }
        if (isOverdue(reader, distance, now)) {
            return Want.OVERDUE;
        }
        Instant atLast = after(cursor.seenAt().plus(TAKES_ALL), distance, ASSUMED_RATE);
        return now.isBefore(playhead.beganAt().plus(UNDECIDED))
                ? Times.earlier(atLast, reached(reader, distance, LIKELY_RATE))
                : atLast;
    }

    private static long distance(Reader reader, long position) {
        return Math.max(0, position - reader.cursor().position());
    }

    /** Whether a byte so far ahead is one of those that keep a player which has had nothing for too long. */
    private static boolean isOverdue(Reader reader, long distance, Instant now) {
        return distance < CRUST && reader.cursor().isStarving(now);
    }

    /** Returns when a playhead that goes on from its beginning at a rate is there, and from where it is now. */
    private static Instant reached(Reader reader, long distance, double rate) {
        Playhead playhead = reader.playhead();
        return Times.later(
                after(playhead.beganAt(), playhead.attained() + distance, rate),
                after(reader.cursor().seenAt(), distance, rate));
    }

    /**
     * Returns for how long a player can at least go on with what it has taken: it fills a buffer when it begins, and has
     * not shown more by now than since then. Known of one that has a rate and gets bytes; nothing after a while, in
     * which small errors of the rate would have become seconds.
     */
    private static Duration held(Reader reader, Instant now) {
        Playhead playhead = reader.playhead();
        Duration elapsed = Duration.between(playhead.beganAt(), reader.cursor().seenAt());
        if (!playhead.pace().playing()
                || elapsed.compareTo(FILLING) > 0
                || reader.cursor().isStarving(now)) {
            return Duration.ZERO;
        }
        double seconds =
                playhead.attained() / rate(playhead) - elapsed.plus(DOUBT).toNanos() / 1e9;
        return Duration.ofNanos((long) (1e9 * Math.max(0, Math.min(seconds, MOST_HELD.toSeconds()))));
    }

    private static double rate(Playhead playhead) {
        return Math.max(playhead.pace().bytesPerSecond(), SLOWEST_RATE);
    }

    /**
     * Returns how urgent a byte is to a reader that has so many spans under way or planned before it.
     *
     * <p>All that a session needs for its first picture here was due when it began or sought, so of two that wait for a
     * picture the first has its own before the second has a byte, unless that takes so long that the second's player may
     * give up. To share would show both when the second could have had its own all the same; and who shares once shares at
     * the next seek too.
     */
    Want.Urgency urgency(Reader reader, Priority priority, long position, int turn, Instant now) {
        Playhead playhead = reader.playhead();
        long distance = distance(reader, position);
        long before = playhead.attained() + distance;
        Instant deadline;
        if (priority != Priority.CRITICAL || before >= firstPicture(playhead.pace())) {
            deadline = deadline(reader, position, now);
        } else if (isOverdue(reader, distance, now)) {
            deadline = Want.OVERDUE;
        } else {
            deadline = playhead.beganAt();
        }
        return new Want.Urgency(priority, deadline, before, turn);
    }

    /** Returns when the answers about a reader are no longer what they are now, if it stays as it is. */
    Instant nextChange(Reader reader, Instant now) {
        OpenCursor cursor = reader.cursor();
        Playhead playhead = reader.playhead();
        Instant next = Times.ifAhead(playhead.beganAt().plus(UNDECIDED), now);
        if (playhead.scrubbing()) {
            next = Times.earlier(next, Times.ifAhead(playhead.settlesAt(), now));
        }
        if (cursor.waitingSince() != null) {
            next = Times.earlier(next, Times.ifAhead(cursor.since().plus(OpenCursor.STARVING), now));
        }
        return next;
    }

    private static Instant after(Instant from, long bytes, double rate) {
        return from.plusNanos((long) (bytes / rate * 1e9));
    }

    /**
     * A session that takes bytes as fast as they come wants nothing at once, and one whose player can go on without does
     * not either, unless they have had nothing for too long.
     */
    private static long demandEnd(Reader reader, long start, long window, ChunkLayout layout, Instant now) {
        Playhead playhead = reader.playhead();
        if (held(reader, now).compareTo(DOUBT) >= 0) {
            return start;
        }
        if (playhead.hasDeadline()) {
            return layout.ceil(start + Math.min(window, demand(playhead.pace())));
        }
        return reader.cursor().isStarving(now) ? start + CRUST : start;
    }

    /**
     * Returns how much a session has taken since it was last heard of, at a guess.
     *
     * <p>One that takes bytes as fast as they come has taken what has arrived. Knowing it before the next report keeps
     * the origin busy; the guess ends with the window it was given, so a session that is gone costs one more window.
     */
    private long presumed(Playhead playhead, long arrived) {
        if (playhead.pace().playing() || playhead.wasteful() || playhead.attained() < INITIAL) {
            return 0;
        }
        return Math.min(arrived, Math.min(target(playhead.pace()), opened(playhead.attained())));
    }

    private long opened(Playhead playhead, long presumed) {
        Pace pace = playhead.pace();
        if (playhead.wasteful()) {
            return Math.min(target(pace), demand(pace));
        }
        long opened = pace.playing()
                ? Math.max(demand(pace), playhead.attained() / PLAYED_A_BYTE_AHEAD)
                : opened(playhead.attained() + presumed);
        return Math.min(target(pace), opened);
    }

    /** Returns how far the window opens for a session of unknown rate that has taken so many bytes in its epoch; a demand at least. */
    private static long opened(long attained) {
        return Math.max(DEMAND, INITIAL - attained) + GROWTH * Math.max(0, attained - IN_SOCKETS);
    }

    /** Returns what a player buffers before it shows a picture, at a guess: bytes of its rate, or of a film's. */
    private static long firstPicture(Pace pace) {
        return Math.max(CRUST, soon(pace.playing() ? pace.bytesPerSecond() : LIKELY_RATE));
    }

    private static long demand(Pace pace) {
        return pace.playing() ? Math.max(DEMAND, soon(pace.bytesPerSecond())) : DEMAND;
    }

    private static long soon(double rate) {
        return Math.min((long) (rate * SOON.toSeconds()), LARGEST_DEMAND);
    }

    private long target(Pace pace) {
        long wanted = pace.known()
                ? (long) (pace.bytesPerSecond() * policy.readAhead().toMillis() / 1000)
                : Long.MAX_VALUE;
        return Math.max(
                policy.readAheadMin().bytes(),
                Math.min(wanted, policy.readAheadMax().bytes()));
    }
}
