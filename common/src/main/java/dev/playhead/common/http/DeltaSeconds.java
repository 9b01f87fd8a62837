package dev.playhead.common.http;

import dev.playhead.common.model.Alphabet;

/** Numbers of seconds in header fields (RFC 9111, section 1.2.2). */
final class DeltaSeconds {
    /** What the RFC has a larger number read as. */
    private static final long MAX = 1L << 31;

    private DeltaSeconds() {}

    /** Returns a number of seconds; zero when the text is none. */
    static long parse(String text) {
        String digits = text.strip();
        if (digits.isEmpty() || !Alphabet.DIGITS.spells(digits)) {
            return 0;
        }
        return digits.length() > 10 ? MAX : Math.min(MAX, Long.parseLong(digits));
    }
}
