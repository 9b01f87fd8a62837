package dev.playhead.gateway.core.route;

import java.util.Optional;
import java.util.Set;

/**
 * Decides which requests of a transparent origin are for media: a GET or HEAD whose path says so, and a GET with a Range.
 *
 * <p>Everything else goes to the origin with the target that came. Nothing is normalised; what is refused is only what
 * would reach another place of the origin's server than its URL allows, or is not for an origin at all.
 */
public final class TransparentRoute {
    private static final int BAD_REQUEST = 400;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int URI_TOO_LONG = 414;
    /** CONNECT would make us an open proxy, and TRACE would show what we add to requests. */
    private static final Set<String> NEVER = Set.of("CONNECT", "TRACE");

    private final MediaGlobs media;
    private final boolean prefixed;
    private final long maxLength;

    /**
     * @param prefixed whether the origin's URL has a path, above which nobody may get
     * @param maxLength of a whole target, characters
     */
    public TransparentRoute(MediaGlobs media, boolean prefixed, long maxLength) {
        this.media = media;
        this.prefixed = prefixed;
        this.maxLength = maxLength;
    }

    /**
     * Decides.
     *
     * @param target raw: a path with or without query, a whole URL, or {@code *}
     * @param ranged whether a Range is asked for
     */
    public Passage decide(String method, String target, boolean ranged) {
        if (NEVER.contains(method)) {
            return new Passage.Refused(METHOD_NOT_ALLOWED, "method " + method + " is not forwarded");
        }
        if (target.length() > maxLength) {
            return new Passage.Refused(
                    URI_TOO_LONG,
                    "the request target has " + target.length() + " characters; at most " + maxLength
                            + " are accepted");
        }
        if (target.equals("*")) {
            return new Passage.Proxied(target);
        }
        String below = RawTarget.encoded(RawTarget.below(target));
        if (!below.startsWith("/")) {
            return new Passage.Refused(BAD_REQUEST, "the request target is neither a path nor a URL");
        }
        int mark = below.indexOf('?');
        String path = mark < 0 ? below : below.substring(0, mark);
        String query = mark < 0 ? null : below.substring(mark + 1);
        Optional<String> problem = PathRules.problem(path);
        if (problem.isPresent()) {
            return prefixed && PathRules.climbs(path)
                    ? new Passage.Refused(BAD_REQUEST, "the path " + problem.get())
                    : new Passage.Proxied(below);
        }
        boolean readable = query == null || PathRules.queryProblem(query).isEmpty();
        boolean wanted = method.equals("GET") && ranged || isRead(method) && media.match(path);
        return wanted && readable ? new Passage.Media(OriginPath.of(path, query)) : new Passage.Proxied(below);
    }

    private static boolean isRead(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }
}
