package dev.playhead.testkit.simulation;

import dev.playhead.common.event.Cursor;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.SessionId;
import dev.playhead.common.model.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A player and the gateway in front of it: one session, one open response at a time.
 *
 * <p>It takes bytes as they come until its buffer is full, then at its rate; a rate of {@link #GREEDY} never fills. The
 * gateway's part tells of what it does: at once when it opens, seeks, closes or begins to wait, and each second.
 */
public final class SimPlayer {
    /** The rate of a download. */
    public static final double GREEDY = 1e12;

    /** How far a stream moves before the gateway tells of it, and how often it does at most. */
    private static final long STRIDE = 1024 * 1024;

    private static final Duration STRIDE_INTERVAL = Duration.ofMillis(25);
    private static final Duration STEP = Duration.ofMillis(5);
    private static final Duration REPEAT = Duration.ofSeconds(1);
    /** What sockets on one machine carry in a step. */
    private static final long MOST_A_STEP = 2 * 1024 * 1024;

    private final SimWorld world;
    private final MediaId media;
    private final String name;
    private final Picture picture;

    private int streams;
    private long epoch = 1;
    private long position;
    private long told;
    private Instant toldAt = Instant.MIN;
    private long end;
    private boolean open;
    private boolean waiting;
    private long taken;
    private long takenBefore;
    private Instant openedAt = Instant.MIN;
    private @Nullable Duration toFirstByte;
    private final List<Duration> firstBytes = new ArrayList<>();

    SimPlayer(SimWorld world, String name, MediaId media, double rate) {
        this.world = world;
        this.name = name;
        this.media = media;
        this.picture = new Picture(rate);
    }

    /** Opens a response from a byte to the end of the media, or goes there by a seek when one is open or was. */
    public SimPlayer read(long from) {
        return read(from, Long.MAX_VALUE);
    }

    /** Opens a response for a range; one that does not follow the last is a seek. */
    public SimPlayer read(long from, long to) {
        boolean continues = streams == 0 || from == position;
        long left = position;
        close();
        streams++;
        position = from;
        told = from;
        end = Math.min(to, world.store().length(media));
        openedAt = world.time().now();
        toFirstByte = null;
        takenBefore += taken;
        taken = 0;
        open = true;
        waiting = false;
        picture.restart(openedAt);
        RequestedRange asked = new RequestedRange.From(from, to == Long.MAX_VALUE ? null : to);
        if (continues) {
            world.publish(new PlaybackEvent.StreamOpened(media, source(), cursor(asked), openedAt));
        } else {
            epoch++;
            world.publish(new PlaybackEvent.SeekPerformed(media, source(), cursor(asked), left, openedAt));
        }
        step(streams);
        repeat(streams);
        return this;
    }

    /** Ends the response; the picture ends with it. */
    public void close() {
        picture.end(world.time().now());
        endResponse();
    }

    private void endResponse() {
        if (open) {
            open = false;
            world.publish(new PlaybackEvent.StreamClosed(
                    media, source(), cursor(remaining()), world.time().now()));
        }
    }

    /** Stops the picture; bytes are taken until the buffer is full. */
    public void pause() {
        picture.pause();
    }

    public void unpause() {
        picture.unpause();
    }

    public boolean isFinished() {
        return position >= end;
    }

    public boolean hasTaken(long bytes) {
        return taken >= bytes;
    }

    /** Returns the bytes taken since the player was made. */
    public long takenInAll() {
        return takenBefore + taken;
    }

    public MediaId media() {
        return media;
    }

    public long position() {
        return position;
    }

    /** Returns how long the open response took to its first byte; a long time while there is none. */
    public Duration toFirstByte() {
        return toFirstByte == null ? Duration.between(openedAt, world.time().now()) : toFirstByte;
    }

    /** Returns how long each response took to its first byte. */
    public List<Duration> firstBytes() {
        return firstBytes;
    }

    public boolean isDownload() {
        return picture.isDownload();
    }

    /** Returns what the viewer sees. */
    public Picture picture() {
        return picture;
    }

    /** Returns how long the picture stood still for want of bytes, starts and seeks not counted. */
    public Duration stalled() {
        return picture.stalled();
    }

    private void step(int stream) {
        if (stream != streams || !(open || picture.isOpen())) {
            return;
        }
        picture.advance(world.time().now(), isFinished());
        if (open) {
            take();
        }
        world.time().in(STEP, () -> step(stream));
    }

    private void take() {
        long wish = Math.min(MOST_A_STEP, picture.room());
        long there = Math.min(end, world.store().readable(media).runEnd(position)) - position;
        long step = Math.max(0, Math.min(wish, there));
        if (step > 0 && toFirstByte == null) {
            toFirstByte = Duration.between(openedAt, world.time().now());
            firstBytes.add(toFirstByte);
        }
        position += step;
        taken += step;
        picture.feed(step, world.time().now(), isFinished());
        boolean waits = wish > 0 && step == 0 && position < end;
        if (waits && !waiting) {
            waiting = true;
            advance();
            int stream = streams;
            world.store().awaitBytes(media, () -> wake(stream));
        } else if (position - told >= STRIDE
                && !toldAt.plus(STRIDE_INTERVAL).isAfter(world.time().now())) {
            advance();
        }
        waiting = waits;
        if (isFinished()) {
            endResponse();
        }
    }

    private void wake(int stream) {
        if (!open || stream != streams) {
            return;
        }
        if (world.store().readable(media).contains(position)) {
            take();
        } else {
            world.store().awaitBytes(media, () -> wake(stream));
        }
    }

    private void repeat(int stream) {
        world.time().in(REPEAT, () -> {
            if (open && stream == streams) {
                advance();
                repeat(stream);
            }
        });
    }

    private void advance() {
        told = position;
        toldAt = world.time().now();
        world.publish(new PlaybackEvent.PlaybackAdvanced(
                media, source(), cursor(remaining()), waiting, world.time().now()));
    }

    private RequestedRange remaining() {
        boolean whole = end == world.store().length(media);
        return new RequestedRange.From(position, whole || position >= end ? null : end);
    }

    private Cursor cursor(RequestedRange remaining) {
        return new Cursor(new StreamId(name + "-" + streams), new SessionId(name), epoch, remaining);
    }

    private static MediaSource source() {
        return new MediaSource("/film", null);
    }
}
