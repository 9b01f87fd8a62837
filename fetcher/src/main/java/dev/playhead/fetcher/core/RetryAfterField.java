package dev.playhead.fetcher.core;

import dev.playhead.common.http.HttpDate;
import dev.playhead.common.model.Alphabet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads the Retry-After field (RFC 9110, section 10.2.3). */
final class RetryAfterField {
    private RetryAfterField() {}

    /** Returns how long to wait, never negative; empty when the text is neither seconds nor a date. */
    static Optional<Duration> parse(String text, Instant now) {
        String value = text.strip();
        if (!value.isEmpty() && value.length() <= 9 && Alphabet.DIGITS.spells(value)) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        return HttpDate.parse(value).map(at -> at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO);
    }
}
