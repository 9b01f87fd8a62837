package dev.playhead.scheduler.core;

import dev.playhead.common.event.PlaybackEvent.PositionReported;
import dev.playhead.common.model.MediaVersion;
import java.time.Duration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** How many bytes a second a media needs on average, by what a player says of it. Stateless. */
final class ReportedRate {
    /** Players buffer half a minute: from here on the bytes taken tell the rate to within a half, and then closer. */
    private static final Duration TELLING = Duration.ofMinutes(1);

    private ReportedRate() {}

    /**
     * Returns the rate by the best that the report has: the player's own figure, else the media's length over its
     * duration, else the bytes up to where the player reads over the seconds up to where it plays.
     *
     * @param version of the media; null while it is unknown
     */
    static OptionalDouble of(PositionReported report, @Nullable MediaVersion version) {
        Long bitsPerSecond = report.bitsPerSecond();
        if (bitsPerSecond != null) {
            return OptionalDouble.of(bitsPerSecond / 8.0);
        }
        Duration duration = report.duration();
        if (duration != null && version != null) {
            return OptionalDouble.of(over(version.length(), duration));
        }
        long taken = OpenCursor.position(report.cursor().remaining());
        return taken > 0 && report.position().compareTo(TELLING) >= 0
                ? OptionalDouble.of(over(taken, report.position()))
                : OptionalDouble.empty();
    }

    private static double over(long bytes, Duration time) {
        return bytes / (time.toSeconds() + time.getNano() / 1e9);
    }
}
