package dev.playhead.common.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an origin said with its latest answer about how long it may be used without asking again (RFC 9111, section 4.2).
 *
 * <p>Bare numbers, because the question is asked for every response: the answer is one comparison of two of them.
 *
 * @param receivedMillis when the answer came, by the clock of whoever received it
 * @param ageSeconds how old it was by then
 * @param lifetimeSeconds for how long it is fresh since it was made; null when the origin does not say
 * @param cacheControl the Cache-Control field as sent; null when there was none
 */
public record Freshness(
        long receivedMillis,
        long ageSeconds,
        @Nullable Long lifetimeSeconds,
        @Nullable String cacheControl) {
    private static final long PER_SECOND = 1000;

    /** Reads the fields of an answer. */
    public static Freshness of(Function<String, @Nullable String> fields, Instant received) {
        String cacheControl = fields.apply("cache-control");
        String age = fields.apply("age");
        return new Freshness(
                received.toEpochMilli(),
                age == null ? 0 : DeltaSeconds.parse(age),
                lifetime(CacheControl.parse(cacheControl), fields, received),
                cacheControl);
    }

    /** An answer of which nothing is known but when it came. */
    public static Freshness unsaid(Instant received) {
        return new Freshness(received.toEpochMilli(), 0, null, null);
    }

    private static @Nullable Long lifetime(
            CacheControl directives, Function<String, @Nullable String> fields, Instant received) {
        OptionalLong said = directives.freshSeconds();
        if (said.isPresent()) {
            return said.getAsLong();
        }
        String expires = fields.apply("expires");
        if (expires == null) {
            return null;
        }
        String date = fields.apply("date");
        Instant made = date == null ? received : HttpDate.parse(date).orElse(received);
        // A date that cannot be read, such as 0, lies in the past (section 5.3).
        return HttpDate.parse(expires)
                .map(until -> Math.max(0, until.getEpochSecond() - made.getEpochSecond()))
                .orElse(0L);
    }

    /** Returns what holds after the origin has confirmed the answer: its newest words, or the former where it has none. */
    public Freshness confirmedBy(Freshness newer) {
        return newer.lifetimeSeconds == null && newer.cacheControl == null
                ? new Freshness(newer.receivedMillis, newer.ageSeconds, lifetimeSeconds, cacheControl)
                : newer;
    }

    /** Whether the origin says the same as with another answer, whenever that came. */
    public boolean saysTheSameAs(Freshness other) {
        return confirmedAt(0).equals(other.confirmedAt(0));
    }

    private Freshness confirmedAt(long millis) {
        return new Freshness(millis, 0, lifetimeSeconds, cacheControl);
    }

    /** Returns how old the answer is, seconds. */
    public long ageSeconds(long nowMillis) {
        return ageSeconds + Math.max(0, nowMillis - receivedMillis) / PER_SECOND;
    }

    /**
     * Returns for how long the answer has been stale, seconds: negative while it is fresh.
     *
     * @param otherwise for how long it is fresh when the origin does not say, seconds
     */
    public long staleSeconds(long nowMillis, long otherwise) {
        return ageSeconds(nowMillis) - (lifetimeSeconds == null ? otherwise : lifetimeSeconds);
    }

    @JsonIgnore
    public CacheControl directives() {
        return CacheControl.parse(cacheControl);
    }
}
