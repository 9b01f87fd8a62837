package dev.playhead.common.http;

import java.util.regex.Pattern;

/** Numbers of seconds in header fields (RFC 9111, section 1.2.2). */
final class DeltaSeconds {
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    /** What the RFC has a larger number read as. */
    private static final long MAX = 1L << 31;

    private DeltaSeconds() {}

    /** Returns a number of seconds; zero when the text is none. */
    static long parse(String text) {
        String digits = text.strip();
        if (!DIGITS.matcher(digits).matches()) {
            return 0;
        }
        return digits.length() > 10 ? MAX : Math.min(MAX, Long.parseLong(digits));
    }
}
