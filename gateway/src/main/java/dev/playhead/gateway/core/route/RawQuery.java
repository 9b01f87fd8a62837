package dev.playhead.gateway.core.route;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and cuts raw queries without decoding them: what is kept stays as it was sent, order included. */
final class RawQuery {
    private RawQuery() {}

    /** Returns the query without the parameters of the given names, or null when nothing is left. */
    static @Nullable String without(@Nullable String query, Collection<String> names) {
        if (query == null || query.isEmpty()) {
            return null;
        }
        if (names.isEmpty()) {
            return query;
        }
        String kept = Arrays.stream(query.split("&", -1))
                .filter(part -> !names.contains(name(part)))
                .collect(Collectors.joining("&"));
        return kept.isEmpty() ? null : kept;
    }

    /** Returns the raw value of the first parameter of that name. */
    static Optional<String> value(@Nullable String query, String name) {
        return query == null
                ? Optional.empty()
                : Arrays.stream(query.split("&", -1))
                        .filter(part -> name(part).equals(name) && part.length() > name.length())
                        .map(part -> part.substring(name.length() + 1))
                        .findFirst();
    }

    private static String name(String part) {
        int equals = part.indexOf('=');
        return equals < 0 ? part : part.substring(0, equals);
    }
}
