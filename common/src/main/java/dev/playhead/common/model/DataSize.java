package dev.playhead.common.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of bytes, written like {@code 64MiB}.
 *
 * @param bytes not negative
 */
public record DataSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d+)\\s*(B|KiB|MiB|GiB|TiB)?", Pattern.CASE_INSENSITIVE);
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("size " + bytes + " must not be negative");
        }
    }

    public static DataSize ofKibibytes(long count) {
        return new DataSize(Math.multiplyExact(count, 1024L));
    }

    public static DataSize ofMebibytes(long count) {
        return new DataSize(Math.multiplyExact(count, 1024L * 1024));
    }

    /** Reads {@code 1048576}, {@code 512KiB}, {@code 4 GiB}; binary units only. */
    @JsonCreator
    public static DataSize parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size such as 512KiB, 64MiB or 10GiB");
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2).toUpperCase(Locale.ROOT);
        try {
            return new DataSize(
                    Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * "BKMGT".indexOf(unit.charAt(0)))));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is larger than any disk", e);
        }
    }

    /** Returns the size in the largest unit that shows it exactly. */
    @JsonValue
    @Override
    public String toString() {
        long count = bytes;
        int unit = 0;
        while (count != 0 && count % 1024 == 0 && unit < UNITS.length - 1) {
            count /= 1024;
            unit++;
        }
        return count + UNITS[unit];
    }
}
