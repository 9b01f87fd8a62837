package dev.playhead.scheduler.sim;

import dev.playhead.common.event.Cursor;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.SessionId;
import dev.playhead.common.model.StreamId;
import java.time.Duration;
import java.time.Instant;

/**
 * A player and the gateway in front of it: one session, one open response at a time.
 *
 * <p>It takes bytes as they come until its buffer is full, then at its rate; a rate of {@link #GREEDY} never fills. The
 * gateway's part tells of what it does: at once when it opens, seeks, closes or begins to wait, and each second.
 */
final class SimPlayer {
    static final double GREEDY = 1e12;
    private static final Duration STEP = Duration.ofMillis(5);
    private static final Duration REPEAT = Duration.ofSeconds(1);
    private static final double BUFFER_SECONDS = 3;
    /** What sockets on one machine carry in a step. */
    private static final long MOST_A_STEP = 2 * 1024 * 1024;

    private final SimWorld world;
    private final MediaId media;
    private final String name;
    private final double rate;

    private int streams;
    private long epoch = 1;
    private long position;
    private long end;
    private boolean open;
    private boolean waiting;
    private long taken;
    private Instant openedAt = Instant.MIN;
    private Duration toFirstByte;
    private Duration stalled = Duration.ZERO;

    SimPlayer(SimWorld world, String name, MediaId media, double rate) {
        this.world = world;
        this.name = name;
        this.media = media;
        this.rate = rate;
    }

    /** Opens a response from a byte to the end of the media, or goes there by a seek when one is open or was. */
    SimPlayer read(long from) {
        return read(from, Long.MAX_VALUE);
    }

    SimPlayer read(long from, long to) {
        boolean continues = streams == 0 || from == position;
        long left = position;
        close();
        streams++;
        position = from;
        end = Math.min(to, world.store.length(media));
        openedAt = world.time.now();
        toFirstByte = null;
        taken = 0;
        open = true;
        waiting = false;
        RequestedRange asked = new RequestedRange.From(from, to == Long.MAX_VALUE ? null : to);
        if (continues) {
            world.publish(new PlaybackEvent.StreamOpened(media, source(), cursor(asked), world.time.now()));
        } else {
            epoch++;
            world.publish(new PlaybackEvent.SeekPerformed(media, source(), cursor(asked), left, world.time.now()));
        }
        step(streams);
        repeat(streams);
        return this;
    }

    void close() {
        if (open) {
            open = false;
            world.publish(new PlaybackEvent.StreamClosed(media, source(), cursor(remaining()), world.time.now()));
        }
    }

    boolean isFinished() {
        return position >= end;
    }

    boolean hasTaken(long bytes) {
        return taken >= bytes;
    }

    long position() {
        return position;
    }

    Duration toFirstByte() {
        return toFirstByte;
    }

    Duration stalled() {
        return stalled;
    }

    private void step(int stream) {
        if (!open || stream != streams) {
            return;
        }
        double played = Duration.between(openedAt, world.time.now()).toNanos() / 1e9;
        long wish = Math.min(MOST_A_STEP, (long) ((played + BUFFER_SECONDS) * rate) - taken);
        long there = Math.min(end, world.store.readable(media).runEnd(position)) - position;
        long step = Math.max(0, Math.min(wish, there));
        if (step > 0 && toFirstByte == null) {
            toFirstByte = Duration.between(openedAt, world.time.now());
        }
        position += step;
        taken += step;
        boolean waits = wish > 0 && step == 0 && position < end;
        if (waits && rate != GREEDY && toFirstByte != null && taken < played * rate) {
            stalled = stalled.plus(STEP);
        }
        if (waits && !waiting) {
            waiting = true;
            advance();
        }
        waiting = waits;
        if (isFinished()) {
            close();
        } else {
            world.time.in(STEP, () -> step(stream));
        }
    }

    private void repeat(int stream) {
        world.time.in(REPEAT, () -> {
            if (open && stream == streams) {
                advance();
                repeat(stream);
            }
        });
    }

    private void advance() {
        world.publish(
                new PlaybackEvent.PlaybackAdvanced(media, source(), cursor(remaining()), waiting, world.time.now()));
    }

    private RequestedRange remaining() {
        boolean whole = end == world.store.length(media);
        return new RequestedRange.From(position, whole || position >= end ? null : end);
    }

    private Cursor cursor(RequestedRange remaining) {
        return new Cursor(new StreamId(name + "-" + streams), new SessionId(name), epoch, remaining);
    }

    private static MediaSource source() {
        return new MediaSource("/film", null);
    }
}
