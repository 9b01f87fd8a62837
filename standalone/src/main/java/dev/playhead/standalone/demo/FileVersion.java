package dev.playhead.standalone.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/**
 * One state of a file, as HTTP tells it.
 *
 * @param etag strong, quotes included
 * @param lastModified as an HTTP date
 */
record FileVersion(long length, String etag, String lastModified) {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static FileVersion of(long length, Instant modified) {
        String etag = "\"" + Long.toHexString(modified.toEpochMilli()) + "-" + Long.toHexString(length) + "\"";
        return new FileVersion(length, etag, HTTP_DATE.format(modified));
    }

    /** Whether an If-None-Match field names this version. */
    boolean isListedIn(String etags) {
        return etags.strip().equals("*")
                || Arrays.stream(etags.split(","))
                        .anyMatch(listed -> listed.strip().equals(etag));
    }
}
