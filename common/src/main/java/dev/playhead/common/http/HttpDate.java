package dev.playhead.common.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The dates of header fields (RFC 9110, section 5.6.7): written in the one form, read in all three. */
public final class HttpDate {
    private static final DateTimeFormatter FIXED = form("EEE, dd MMM uuuu HH:mm:ss 'GMT'");
    /** Some servers write one digit for the first days of a month. */
    private static final DateTimeFormatter LENIENT = form("EEE, d MMM uuuu HH:mm:ss 'GMT'");
    /** Two digits of a year are the latest that lie before 2070; nothing older than HTTP has such dates. */
    private static final DateTimeFormatter RFC_850 = new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.ENGLISH)
            .withChronology(IsoChronology.INSTANCE)
            .withResolverStyle(ResolverStyle.SMART)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter ASCTIME = form("EEE MMM ppd HH:mm:ss uuuu");
    private static final List<DateTimeFormatter> FORMS = List.of(LENIENT, RFC_850, ASCTIME);

    private HttpDate() {}

    private static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /** Reads a field value; empty when it is no date. */
    public static Optional<Instant> parse(String field) {
        String text = field.strip();
        for (DateTimeFormatter form : FORMS) {
            try {
                return Optional.of(Instant.from(form.parse(text)));
            } catch (DateTimeException another) {
                continue;
            }
        }
        return Optional.empty();
    }

    /** Returns the field value; fractions of a second are dropped. */
    public static String format(Instant at) {
        return FIXED.format(at);
    }
}
