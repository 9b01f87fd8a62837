package dev.playhead.scheduler.core;

import dev.playhead.common.event.Cursor;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlaybackEvent.PlaybackAdvanced;
import dev.playhead.common.model.RequestedRange;
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
 */
record OpenCursor(
        Reading reading,
        RequestedRange remaining,
        Instant at,
        Mark mark,
        Instant since,
        @Nullable Instant waitingSince,
        Instant seenAt) {

    /** Gateways repeat positions each second: five missing in a row is a gateway that is gone. */
    static final Duration SILENCE = Duration.ofSeconds(5);
    /** Shorter intervals measure socket buffers, not viewers. */
    private static final Duration MEASURED = Duration.ofMillis(500);

    /**
     * The beginning of an interval of measurement.
     *
     * @param starved whether bytes have been missing since
     */
    record Mark(long position, Instant at, boolean starved) {}

    static OpenCursor opened(PlaybackEvent event, Instant now) {
        Cursor cursor = event.cursor();
        boolean waits = isWaiting(event);
        return new OpenCursor(
                new Reading(cursor.session(), cursor.epoch()),
                cursor.remaining(),
                event.at(),
                new Mark(position(cursor.remaining()), event.at(), true),
                now,
                waits ? now : null,
                now);
    }

    /** Whether a later state of the stream is one run with this: the same epoch, from a place that is known. */
    boolean isContinuedBy(Cursor later) {
        return later.epoch() == reading.epoch() && remaining.firstByte().isPresent();
    }

    /** Returns the cursor after an event that continues it. */
    OpenCursor moved(PlaybackEvent event, Instant now) {
        boolean stays = position(event.cursor().remaining()) == position();
        boolean waits = isWaiting(event);
        return new OpenCursor(
                reading,
                event.cursor().remaining(),
                event.at(),
                nextMark(event),
                stays ? since : now,
                waits ? (stays && waitingSince != null ? waitingSince : now) : null,
                now);
    }

    /** Returns the pace after an event that ends an interval long enough to be measured; else the pace given. */
    Pace measure(Pace pace, PlaybackEvent event, long ahead) {
        if (!endsInterval(event)) {
            return pace;
        }
        long taken = Math.max(0, position(event.cursor().remaining()) - mark.position());
        return pace.observe(taken, Duration.between(mark.at(), event.at()), mark.starved() || isWaiting(event), ahead);
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

    private Mark nextMark(PlaybackEvent event) {
        boolean waits = isWaiting(event);
        return endsInterval(event)
                ? new Mark(position(event.cursor().remaining()), event.at(), waits)
                : new Mark(mark.position(), mark.at(), mark.starved() || waits);
    }

    private boolean endsInterval(PlaybackEvent event) {
        return Duration.between(mark.at(), event.at()).compareTo(MEASURED) >= 0;
    }

    static long position(RequestedRange remaining) {
        return remaining.firstByte().orElse(0L);
    }

    private static boolean isWaiting(PlaybackEvent event) {
        return event instanceof PlaybackAdvanced advanced && advanced.waiting();
    }
}
