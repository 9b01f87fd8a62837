package dev.playhead.scheduler.core;

import java.time.Duration;

/**
 * How fast a session takes bytes, and whether it plays or just downloads.
 *
 * <p>A player that fills its buffer and a download look alike while bytes are missing. What tells a player is that it
 * leaves bytes lying that are there: from then on it is believed to have deadlines.
 *
 * @param bytesPerSecond measured consumption; meaningful when {@code known}
 * @param playing whether the session was seen to leave readable bytes for later
 */
record Pace(double bytesPerSecond, boolean known, boolean playing) {
    static final Pace UNKNOWN = new Pace(0, false, false);

    /** Bursts of a few seconds (a decoder's buffer, a probe) are smoothed; a change of rate shows within ten. */
    private static final double SMOOTHING_SECONDS = 5;
    /** Above the 128 Mb/s of an UHD disc: nothing that plays is this fast. */
    private static final double FASTEST_PLAYBACK = 20_000_000;
    /** Scenes of a film differ from its mean by less; what is measured above that is a buffer that was filled. */
    private static final double HEAVIEST_SCENE = 3;

    /**
     * Takes in one measured interval.
     *
     * @param taken bytes taken in the interval
     * @param starved whether bytes may have been missing: such an interval shows our rate, not the viewer's. It raises the
     *     estimate of a session that nothing better is known of, and says nothing of one that was seen to play: after a
     *     seek its player fills its buffer as fast as bytes come
     * @param left whether bytes that were there when it began were left lying until it ended
     */
    Pace observe(long taken, Duration elapsed, boolean starved, boolean left) {
        double seconds = elapsed.toNanos() / 1e9;
        double sample = taken / seconds;
        if (starved) {
            return playing ? this : new Pace(Math.max(bytesPerSecond, sample), true, false);
        }
        boolean plays = playing || left && sample < FASTEST_PLAYBACK;
        boolean first = !known || plays && !playing;
        double weight = first ? 1 : 1 - Math.exp(-seconds / SMOOTHING_SECONDS);
        return new Pace(bytesPerSecond + weight * (sample - bytesPerSecond), true, plays);
    }

    /**
     * Takes in what a player says that its media needs on average. Who says so plays; what was seen of it playing counts
     * for the scenes at hand, where it is no less than the mean and a film can be that heavy.
     */
    Pace told(double mean) {
        double rate = Math.min(mean, FASTEST_PLAYBACK);
        double seen = playing ? bytesPerSecond : 0;
        return new Pace(Math.max(rate, Math.min(seen, HEAVIEST_SCENE * rate)), true, true);
    }
}
