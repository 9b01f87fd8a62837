package dev.playhead.gateway.core.route;

import dev.playhead.common.model.OriginName;
import java.util.Map;
import java.util.Optional;

/** What the raw target of a player's request names. */
public sealed interface PlayerTarget {

    /** Returns the path below which players see an origin. */
    static String mountOf(OriginName origin) {
        return Parser.ORIGIN_PREFIX + origin;
    }

    /** A media at a path of an origin: {@code /o/{origin}/{path}?{query}}. */
    record AtOrigin(String origin, OriginPath at) implements PlayerTarget {

        /** Returns what is configured for the origin that it names, whose name may be none that an origin can have. */
        public <T> Optional<T> among(Map<OriginName, T> configured) {
            for (Map.Entry<OriginName, T> each : configured.entrySet()) {
                if (each.getKey().value().equals(origin)) {
                    return Optional.of(each.getValue());
                }
            }
            return Optional.empty();
        }
    }

    /** A media by its id: {@code /media/{id}}. */
    record ById(String id) implements PlayerTarget {}

    /** Nothing a player wants; control routes lie here. */
    record Elsewhere() implements PlayerTarget {}

    /**
     * A target that nobody answers.
     *
     * @param detail for the player; tells nothing of the query
     */
    record Refused(int status, String detail) implements PlayerTarget {}

    /** Splits targets, without decoding or normalising anything. */
    final class Parser {
        private static final String ORIGIN_PREFIX = "/o/";
        private static final String MEDIA_PREFIX = "/media/";
        private static final int BAD_REQUEST = 400;
        private static final int NOT_FOUND = 404;
        private static final int URI_TOO_LONG = 414;

        private final long maxLength;

        /** @param maxLength of a whole target, characters */
        public Parser(long maxLength) {
            this.maxLength = maxLength;
        }

        public PlayerTarget parse(String target) {
            if (target.length() > maxLength) {
                return new Refused(
                        URI_TOO_LONG,
                        "the request target has " + target.length() + " characters; at most " + maxLength
                                + " are accepted");
            }
            if (!target.startsWith("/")) {
                return new Refused(BAD_REQUEST, "the request target must be a path that starts with '/', not a URL");
            }
            if (target.startsWith(ORIGIN_PREFIX)) {
                return atOrigin(target.substring(ORIGIN_PREFIX.length()));
            }
            return target.startsWith(MEDIA_PREFIX)
                    ? new ById(path(target).substring(MEDIA_PREFIX.length()))
                    : new Elsewhere();
        }

        private static PlayerTarget atOrigin(String rest) {
            String path = path(rest);
            String query = path.length() == rest.length() ? null : rest.substring(path.length() + 1);
            int slash = path.indexOf('/');
            if (slash < 0) {
                return new Refused(NOT_FOUND, "the target names no media; it must be /o/{origin}/{path}");
            }
            String below = path.substring(slash);
            Optional<String> pathProblem = PathRules.problem(below);
            if (pathProblem.isPresent()) {
                return new Refused(BAD_REQUEST, "the path " + pathProblem.get());
            }
            Optional<String> queryProblem = query == null ? Optional.empty() : PathRules.queryProblem(query);
            if (queryProblem.isPresent()) {
                return new Refused(BAD_REQUEST, "the query " + queryProblem.get());
            }
            return new AtOrigin(path.substring(0, slash), OriginPath.of(below, query));
        }

        private static String path(String target) {
            int mark = target.indexOf('?');
            return mark < 0 ? target : target.substring(0, mark);
        }
    }
}
