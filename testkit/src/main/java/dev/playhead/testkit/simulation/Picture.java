package dev.playhead.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a viewer sees: a picture that begins when enough is in the buffer, stands still when it is empty, and begins again
 * when enough has come.
 */
public final class Picture {
    /** Players begin with about two seconds in their buffers. */
    private static final double START_SECONDS = 2;
    /** What a player holds beyond what it has shown: little more than it starts with, so that it forgives nothing. */
    private static final double BUFFER_SECONDS = 3;

    private final double rate;
    private final List<Duration> starts = new ArrayList<>();
    private double buffered;
    private double shown;
    private boolean playing;
    private boolean started;
    private boolean paused;
    private boolean open;
    private Instant seenAt = Instant.MIN;
    private Instant frozenAt = Instant.MIN;
    private Duration stalled = Duration.ZERO;
    private Duration frozen = Duration.ZERO;

    /**
     * @param rate bytes per second; {@link SimPlayer#GREEDY} has no picture
     */
    Picture(double rate) {
        this.rate = rate;
    }

    /** Returns how long it stood still for want of bytes after it had begun. */
    public Duration stalled() {
        return stalled;
    }

    /** Returns how long the viewer waited for a picture in all: starts, seeks and stalls. */
    public Duration frozen() {
        return frozen;
    }

    /** Returns how long each start and each seek took to the picture. */
    public List<Duration> starts() {
        return starts;
    }

    /** Returns the bytes shown. */
    public long shown() {
        return (long) shown;
    }

    /** Returns the seconds of picture shown. */
    public double shownSeconds() {
        return shown / rate;
    }

    void restart(Instant now) {
        end(now);
        open = !isDownload();
        started = false;
        seenAt = now;
        frozenAt = now;
    }

    /** The viewer leaves this place; a wait that had no end counts as long as it was. */
    void end(Instant now) {
        if (open && !playing) {
            endWait(now);
        }
        buffered = 0;
        playing = false;
        open = false;
    }

    void pause() {
        paused = true;
    }

    void unpause() {
        paused = false;
    }

    /** Whether there is more to show here. */
    boolean isOpen() {
        return open;
    }

    /** Returns how many bytes the buffer takes. */
    long room() {
        return isDownload() ? Long.MAX_VALUE : Math.max(0, (long) (BUFFER_SECONDS * rate - buffered));
    }

    void feed(long bytes, Instant now, boolean last) {
        if (isDownload()) {
            shown += bytes;
            return;
        }
        buffered += bytes;
        if (open && !playing && (buffered >= START_SECONDS * rate || last)) {
            begin(now);
        }
    }

    void advance(Instant now, boolean last) {
        double seconds = Duration.between(seenAt, now).toNanos() / 1e9;
        seenAt = now;
        if (!playing || paused) {
            return;
        }
        double step = Math.min(buffered, seconds * rate);
        buffered -= step;
        shown += step;
        if (buffered < 1) {
            playing = false;
            frozenAt = now;
            open = !last;
        }
    }

    private void begin(Instant now) {
        endWait(now);
        started = true;
        playing = true;
        seenAt = now;
    }

    private void endWait(Instant now) {
        Duration stood = Duration.between(frozenAt, now);
        frozen = frozen.plus(stood);
        if (started) {
            stalled = stalled.plus(stood);
        } else {
            starts.add(stood);
        }
    }

    boolean isDownload() {
        return rate == SimPlayer.GREEDY;
    }
}
