package dev.playhead.common.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directives of a Cache-Control field (RFC 9111, section 5.2); of one that stands twice the first counts.
 *
 * @param directives argument by lower-case name; empty text where there is none
 */
public record CacheControl(Map<String, String> directives) {
    public static final CacheControl NONE = new CacheControl(Map.of());

    /** A name, and an argument as a token or in quotes, in which a comma separates nothing. */
    private static final Pattern DIRECTIVE =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]*)))?");

    public CacheControl {
        directives = Map.copyOf(directives);
    }

    /**
     * Reads a field.
     *
     * @param field its lines joined by commas; null when there is none
     */
    public static CacheControl parse(@Nullable String field) {
        if (field == null || field.isBlank()) {
            return NONE;
        }
        Map<String, String> found = new LinkedHashMap<>();
        Matcher matcher = DIRECTIVE.matcher(field);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            String argument = quoted == null ? matcher.group(3) : quoted;
            found.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), argument == null ? "" : argument);
        }
        return new CacheControl(found);
    }

    /** Whether a cache that many share must not keep the answer; {@code private} for some fields only is no such word. */
    public boolean forbidsStorage() {
        return directives.containsKey("no-store") || isBare("private");
    }

    /** Whether the answer must not be used unasked once it is stale, whatever the reason. */
    public boolean mustRevalidate() {
        return directives.containsKey("must-revalidate")
                || directives.containsKey("proxy-revalidate")
                || directives.containsKey("s-maxage")
                || isBare("no-cache");
    }

    /** Returns for how long the answer is fresh, seconds; empty when no directive says. */
    public OptionalLong freshSeconds() {
        if (isBare("no-cache")) {
            return OptionalLong.of(0);
        }
        OptionalLong shared = seconds("s-maxage");
        return shared.isPresent() ? shared : seconds("max-age");
    }

    /** Returns for how long a stale answer may be used while it is asked for anew, seconds (RFC 5861, section 3). */
    public OptionalLong staleWhileRevalidateSeconds() {
        return seconds("stale-while-revalidate");
    }

    /** Returns for how long a stale answer may be used when the origin fails, seconds (RFC 5861, section 4). */
    public OptionalLong staleIfErrorSeconds() {
        return seconds("stale-if-error");
    }

    /** What is no number counts as nothing at all, which is the careful reading (section 4.2.1). */
    private OptionalLong seconds(String name) {
        return Optional.ofNullable(directives.get(name))
                .map(DeltaSeconds::parse)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private boolean isBare(String name) {
        return "".equals(directives.get(name));
    }
}
