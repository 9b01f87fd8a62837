package dev.playhead.standalone.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;

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
        return new FileVersion(length, etag(modified.toEpochMilli(), length), HTTP_DATE.format(modified));
    }

    /** Returns the version of content that has no file and so no date of its own. */
    static FileVersion of(byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(content);
        return new FileVersion(content.length, etag(sum.getValue(), content.length), HTTP_DATE.format(Instant.EPOCH));
    }

    private static String etag(long state, long length) {
        return "\"" + Long.toHexString(state) + "-" + Long.toHexString(length) + "\"";
    }

    /** Whether an If-None-Match field names this version. */
    boolean isListedIn(String etags) {
        return etags.strip().equals("*")
                || Arrays.stream(etags.split(","))
                        .anyMatch(listed -> listed.strip().equals(etag));
    }
}
