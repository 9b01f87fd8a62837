package dev.playhead.gateway.core.api;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a player says of where it plays.
 *
 * @param duration of the media; null when it was not said
 * @param bitsPerSecond what the media needs on average; null when it was not said
 */
public record PositionReport(
        Duration position,
        @Nullable Duration duration,
        @Nullable Long bitsPerSecond) {
    private static final String POSITION = "position";
    private static final String DURATION = "duration";
    private static final String BITRATE = "bitrate";
    private static final Set<String> FIELDS = Set.of(POSITION, DURATION, BITRATE);
    /** Four months: longer than any media, and far from where nanoseconds overflow. */
    private static final long MOST_SECONDS = 10_000_000;
    /** Ten times what uncompressed films need. */
    private static final long MOST_BITS = 100_000_000_000L;

    /**
     * Reads the fields of a document: {@code position} and {@code duration} in seconds, {@code bitrate} in bits a second;
     * throws {@link IllegalArgumentException} that names the one that is wrong, and its value.
     */
    public static PositionReport of(Map<String, ?> fields) {
        fields.keySet().stream()
                .filter(name -> !FIELDS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "'" + name + "' is no field of a position; position, duration and bitrate are");
                });
        Double position = number(fields, POSITION, 0, MOST_SECONDS);
        Double duration = number(fields, DURATION, 0.001, MOST_SECONDS);
        Double bitrate = number(fields, BITRATE, 1, MOST_BITS);
        if (position == null) {
            throw new IllegalArgumentException("position: is missing; it says where the player is, in seconds");
        }
        if (duration != null && position > duration) {
            throw new IllegalArgumentException("position: '" + fields.get(POSITION) + "' is behind the duration of '"
                    + fields.get(DURATION) + "'");
        }
        return new PositionReport(
                seconds(position),
                duration == null ? null : seconds(duration),
                bitrate == null ? null : (long) (double) bitrate);
    }

    private static @Nullable Double number(Map<String, ?> fields, String name, double least, long most) {
        Object value = fields.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Number number)) {
            throw new IllegalArgumentException(name + ": '" + value + "' is not a number");
        }
        double read = number.doubleValue();
        if (!(read >= least && read <= most)) {
            String from = least == 0 || least == 1 ? String.valueOf((long) least) : String.valueOf(least);
            throw new IllegalArgumentException(name + ": '" + value + "' is not between " + from + " and " + most);
        }
        return read;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
