package dev.playhead.standalone.demo;

import java.time.Duration;
import java.util.Locale;

/**
 * How slow the demo's origin is.
 *
 * @param firstByte from a request to the first byte of its answer
 * @param bytesPerSecond that one connection carries
 */
public record Slowness(Duration firstByte, long bytesPerSecond) {
    /** A server on another continent that gives each connection a few megabytes a second. */
    public static final Slowness FAR_AWAY = new Slowness(Duration.ofMillis(150), 2_500_000);

    public Slowness {
        if (firstByte.isNegative() || bytesPerSecond <= 0) {
            throw new IllegalArgumentException("slowness of " + firstByte + ", " + bytesPerSecond + " bytes/s");
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d ms to the first byte, %.1f MB/s a connection",
                firstByte.toMillis(),
                bytesPerSecond / 1e6);
    }
}
