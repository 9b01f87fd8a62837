package dev.playhead.scheduler.core;

import dev.playhead.common.event.Cursor;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlaybackEvent.PlaybackAdvanced;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One open response.
 *
 * @param remaining what the player has asked for and not yet taken
 * @param at when the last event happened, by the gateway's clock
 * @param mark where the running measurement of its pace began
 * @param since when it was first seen at this position
 * @param waitingSince since when it has waited at this position; null when it does not
 * @param seenAt when it was last heard of
 * @param trace of its request; null if that has none
 */
record OpenCursor(
        Reading reading,
        RequestedRange remaining,
        Instant at,
        Mark mark,
        Instant since,
        @Nullable Instant waitingSince,
        Instant seenAt,
        @Nullable TraceContext trace) {

    /** Gateways repeat positions each second: five missing in a row is a gateway that is gone. */
    static final Duration SILENCE = Duration.ofSeconds(5);
    /** Half the time that players wait before they give a stream up: nobody is left without a byte for longer. */
    static final Duration STARVING = Duration.ofMillis(1500);
    /** Shorter intervals measure socket buffers, not viewers. */
    private static final Duration MEASURED = Duration.ofMillis(500);
    /** Players that buffer in bursts rest for less; who takes nothing for longer has paused, which is no rate. */
    private static final Duration PAUSED = Duration.ofSeconds(10);
    /** More than a gateway's send buffer and the sockets' behind it: what is left beyond that is left on purpose. */
    private static final long LEFT_ON_PURPOSE = 1024 * 1024;

    /**
     * The beginning of an interval of measurement.
     *
     * @param ahead bytes that were readable from the position on
     * @param starved whether bytes have been missing since
     */
    record Mark(long position, Instant at, long ahead, boolean starved) {}

    static OpenCursor opened(PlaybackEvent event, Instant now) {
        Cursor cursor = event.cursor();
        boolean waits = isWaiting(event);
        return new OpenCursor(
                new Reading(cursor.session(), cursor.epoch()),
                cursor.remaining(),
                event.at(),
                new Mark(position(cursor.remaining()), event.at(), 0, true),
                now,
                waits ? now : null,
                now,
                cursor.trace());
    }

    /** Whether a later state of the stream is one run with this: the same epoch, from a place that is known. */
    boolean isContinuedBy(Cursor later) {
        return later.epoch() == reading.epoch() && remaining.firstByte().isPresent();
    }

    /**
     * Returns the cursor after an event that continues it.
     *
     * @param ahead bytes that are readable from its new position on
     */
    OpenCursor moved(PlaybackEvent event, long ahead, Instant now) {
        boolean stays = position(event.cursor().remaining()) == position();
        boolean waits = isWaiting(event);
        return new OpenCursor(
                reading,
                event.cursor().remaining(),
                event.at(),
                nextMark(event, ahead),
                stays ? since : now,
                waits ? (stays && waitingSince != null ? waitingSince : now) : null,
                now,
                trace);
    }

    /** Returns the pace after an event that ends an interval long enough to be measured; else the pace given. */
    Pace measure(Pace pace, PlaybackEvent event) {
        long taken = taken(event);
        if (!endsInterval(event) || taken == 0 && !mark.starved()) {
            return pace;
        }
        boolean starved = mark.starved() || isWaiting(event) || taken >= mark.ahead();
        boolean left = taken + LEFT_ON_PURPOSE <= mark.ahead();
        return pace.observe(taken, Duration.between(mark.at(), event.at()), starved, left);
    }

    /** Whether it has been without a byte for so long that its player may give it up. */
    boolean isStarving(Instant now) {
        return waitingSince != null && Times.reached(since.plus(STARVING), now);
    }

    private long taken(PlaybackEvent event) {
        return Math.max(0, position(event.cursor().remaining()) - mark.position());
    }

    /** Returns the first byte not yet taken, or 0 while only the media's length decides it. */
    long position() {
        return position(remaining);
    }

    /** Returns the exclusive end of what the player asked for; {@link Long#MAX_VALUE} when it is open. */
    long end() {
        return remaining instanceof RequestedRange.From from
                ? Objects.requireNonNullElse(from.end(), Long.MAX_VALUE)
                : Long.MAX_VALUE;
    }

    boolean isBounded() {
        return end() != Long.MAX_VALUE;
    }

    private Mark nextMark(PlaybackEvent event, long ahead) {
        boolean waits = isWaiting(event);
        return endsInterval(event)
                ? new Mark(position(event.cursor().remaining()), event.at(), ahead, waits)
                : new Mark(mark.position(), mark.at(), mark.ahead(), mark.starved() || waits);
    }

    /** A pause between two bursts belongs to the rate, so an interval does not end without a byte, unless it is long. */
    private boolean endsInterval(PlaybackEvent event) {
        Duration length = Duration.between(mark.at(), event.at());
        boolean moved = taken(event) > 0 || isWaiting(event);
        return length.compareTo(moved ? MEASURED : PAUSED) >= 0;
    }

    /** Makes no object: each event asks for the positions of all readers, several times over. */
    static long position(RequestedRange remaining) {
        return remaining instanceof RequestedRange.From from ? from.start() : 0;
    }

    private static boolean isWaiting(PlaybackEvent event) {
        return event instanceof PlaybackAdvanced advanced && advanced.waiting();
    }
}
