package dev.playhead.common.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.TraceContext;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the streams of a gateway do. Soft state: each event tells all that a scheduler needs to start afresh from it.
 *
 * <p>A stream sends {@link StreamOpened} or {@link SeekPerformed} once, {@link PlaybackAdvanced} each second and at once
 * when it begins to wait, and {@link StreamClosed} at its end. {@link PositionReported} comes where a player says more.
 */
public sealed interface PlaybackEvent extends DemandEvent {
    MediaSource source();

    Cursor cursor();

    @Override
    default @Nullable TraceContext trace() {
        return cursor().trace();
    }

    @Override
    PlaybackEvent traced(TraceContext trace);

    /** When it happened, by the gateway's clock. */
    Instant at();

    /** Whether the stream is still there after the event. */
    @JsonIgnore
    default boolean isOpen() {
        return !(this instanceof StreamClosed);
    }

    /** A response began that starts a session or continues one where it stood. */
    record StreamOpened(MediaId media, MediaSource source, Cursor cursor, Instant at) implements PlaybackEvent {
        @Override
        public StreamOpened traced(TraceContext trace) {
            return new StreamOpened(media, source, cursor.traced(trace), at);
        }
    }

    /**
     * A stream stands where its cursor says.
     *
     * @param waiting whether it has nothing to send because bytes are missing
     */
    record PlaybackAdvanced(MediaId media, MediaSource source, Cursor cursor, boolean waiting, Instant at)
            implements PlaybackEvent {
        @Override
        public PlaybackAdvanced traced(TraceContext trace) {
            return new PlaybackAdvanced(media, source, cursor.traced(trace), waiting, at);
        }
    }

    /**
     * A response began in a known session at another place than where the session stood.
     *
     * @param from where the session stood, in bytes
     */
    record SeekPerformed(MediaId media, MediaSource source, Cursor cursor, long from, Instant at)
            implements PlaybackEvent {
        @Override
        public SeekPerformed traced(TraceContext trace) {
            return new SeekPerformed(media, source, cursor.traced(trace), from, at);
        }
    }

    /**
     * A player says itself where it plays. Refines what is known of its session, and alone makes nothing known.
     *
     * @param position where it plays
     * @param duration of the media; null when the player did not say
     * @param bitsPerSecond what the media needs on average; null when the player did not say
     */
    record PositionReported(
            MediaId media,
            MediaSource source,
            Cursor cursor,
            Duration position,
            @Nullable Duration duration,
            @Nullable Long bitsPerSecond,
            Instant at)
            implements PlaybackEvent {

        public PositionReported {
            if (position.isNegative()) {
                throw new IllegalArgumentException("position " + position + " is negative");
            }
            if (duration != null && (duration.isZero() || duration.isNegative())) {
                throw new IllegalArgumentException("duration " + duration + " is not positive");
            }
            if (bitsPerSecond != null && bitsPerSecond <= 0) {
                throw new IllegalArgumentException("bitsPerSecond " + bitsPerSecond + " is not positive");
            }
        }

        @Override
        public PositionReported traced(TraceContext trace) {
            return new PositionReported(media, source, cursor.traced(trace), position, duration, bitsPerSecond, at);
        }
    }

    /** A response ended, whole or not. */
    record StreamClosed(MediaId media, MediaSource source, Cursor cursor, Instant at) implements PlaybackEvent {
        @Override
        public StreamClosed traced(TraceContext trace) {
            return new StreamClosed(media, source, cursor.traced(trace), at);
        }
    }
}
