package dev.playhead.scheduler.core;

import java.time.Duration;
import java.time.Instant;

/**
 * What is known of one session beyond its open cursors.
 *
 * @param epoch rises with each seek
 * @param beganAt when the epoch began
 * @param attained bytes the session has taken in this epoch; what it may read ahead grows with it
 * @param ranges bounded ranges it has opened in this epoch, each continuing the one before
 * @param seekAt when the epoch began, where it began with a seek; else {@link Instant#MIN}
 * @param scrubbing whether that seek followed another at once
 * @param parkedUntil until when it may open the range that follows the one it has finished
 * @param seenAt when it was last heard of
 * @param wasteful whether so little of what was read ahead for it was taken that only its demand is fetched
 */
record Playhead(
        long epoch,
        Instant beganAt,
        long attained,
        int ranges,
        Pace pace,
        Instant seekAt,
        boolean scrubbing,
        Instant parkedUntil,
        Instant seenAt,
        boolean wasteful) {

    /** Closer seeks than this are a finger on the slider: people need longer to look at a picture and choose anew. */
    static final Duration SCRUB_INTERVAL = Duration.ofMillis(500);
    /** What a player buffers before it shows a picture, at most; a session below it is starting and has a deadline. */
    static final long START_BYTES = 4 * 1024 * 1024;

    static Playhead begin(long epoch, Instant now) {
        return new Playhead(epoch, now, 0, 0, Pace.UNKNOWN, Instant.MIN, false, Instant.MIN, now, false);
    }

    /** The session went elsewhere: it must show again that it reads on. Its pace stays that of the media. */
    Playhead seek(long newEpoch, Instant now) {
        boolean again = seekAt.isAfter(now.minus(SCRUB_INTERVAL));
        return new Playhead(newEpoch, now, 0, 0, pace, now, again, Instant.MIN, now, wasteful);
    }

    Playhead openedRange() {
        return new Playhead(
                epoch, beganAt, attained, ranges + 1, pace, seekAt, scrubbing, Instant.MIN, seenAt, wasteful);
    }

    Playhead advanced(long bytes, Pace measured, Instant now) {
        return new Playhead(
                epoch, beganAt, attained + bytes, ranges, measured, seekAt, scrubbing, parkedUntil, now, wasteful);
    }

    /** The session keeps its place and its age: what a player says of its rate is no byte taken. */
    Playhead paced(Pace changed) {
        return new Playhead(
                epoch, beganAt, attained, ranges, changed, seekAt, scrubbing, parkedUntil, seenAt, wasteful);
    }

    Playhead parked(Instant until) {
        return new Playhead(epoch, beganAt, attained, ranges, pace, seekAt, scrubbing, until, seenAt, wasteful);
    }

    /** The session was judged by what it took of what was read ahead for it. */
    Playhead judged(boolean nowWasteful) {
        return wasteful == nowWasteful
                ? this
                : new Playhead(
                        epoch, beganAt, attained, ranges, pace, seekAt, scrubbing, parkedUntil, seenAt, nowWasteful);
    }

    /** Whether bounded ranges have followed one another, so that the next is to be expected. */
    boolean readsOn() {
        return ranges > 1;
    }

    boolean isScrubbing(Instant now) {
        return scrubbing && now.isBefore(settlesAt());
    }

    Instant settlesAt() {
        return seekAt.plus(SCRUB_INTERVAL);
    }

    boolean isStarting() {
        return attained < START_BYTES;
    }

    /** Whether bytes are needed at a time, and not just as soon as can be. */
    boolean hasDeadline() {
        return pace.playing() || isStarting();
    }
}
