package dev.playhead.common.http;

import dev.playhead.common.model.ByteRange;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Content-Range of a 206 whose complete length is known (RFC 9110, section 14.4).
 *
 * @param length of the whole content, bytes
 */
public record ContentRange(ByteRange range, long length) {
    private static final Pattern FORM =
            Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNSATISFIED = Pattern.compile("bytes \\*/(\\d{1,18})", Pattern.CASE_INSENSITIVE);

    public ContentRange {
        if (range.end() > length) {
            throw new IllegalArgumentException("range " + range + " ends behind the length " + length);
        }
    }

    /** Reads a field value; empty when it is malformed, contradicts itself or leaves the length open. */
    public static Optional<ContentRange> parse(String field) {
        Matcher matcher = FORM.matcher(field.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long first = Long.parseLong(matcher.group(1));
        long last = Long.parseLong(matcher.group(2));
        long length = Long.parseLong(matcher.group(3));
        return first <= last && last < length
                ? Optional.of(new ContentRange(new ByteRange(first, last + 1), length))
                : Optional.empty();
    }

    /** Reads the length out of the {@code bytes *}{@code /length} of a 416. */
    public static Optional<Long> parseUnsatisfied(String field) {
        Matcher matcher = UNSATISFIED.matcher(field.strip());
        return matcher.matches() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }

    public static String unsatisfied(long length) {
        return "bytes */" + length;
    }

    /** Returns the field value. */
    public String toHeader() {
        return "bytes " + range.start() + "-" + (range.end() - 1) + "/" + length;
    }
}
