package dev.playhead.gateway.core.route;

import java.util.Optional;

/**
 * Which raw paths are refused because an origin might read them otherwise than we do.
 *
 * <p>Paths are forwarded as they came, so nothing here repairs one. Encoded slashes and backslashes count as separators
 * when dot segments are looked for, as some origins decode before they split.
 */
final class PathRules {
    private PathRules() {}

    /** Returns what is wrong with a raw path, to complete "the path …"; empty when nothing is. */
    static Optional<String> problem(String path) {
        for (int i = 0; i < path.length(); i++) {
            Optional<String> problem = problemAt(path, i);
            if (problem.isPresent()) {
                return problem;
            }
        }
        if (path.contains("//")) {
            return Optional.of("has an empty segment ('//')");
        }
        return hasParentSegment(path) ? Optional.of("has a parent segment ('..')") : Optional.empty();
    }

    /** Whether a path may lead above where it begins, by what any origin may make of it. */
    static boolean climbs(String path) {
        return hasParentSegment(path);
    }

    /** Returns what is wrong with the characters of a raw query, to complete "the query …"; empty when nothing is. */
    static Optional<String> queryProblem(String query) {
        for (int i = 0; i < query.length(); i++) {
            Optional<String> problem = characterProblem(query.charAt(i), i);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problemAt(String path, int i) {
        char c = path.charAt(i);
        if (c == '\\') {
            return Optional.of("has a backslash at " + i);
        }
        if (c == '%') {
            int value = encoded(path, i);
            if (value < 0) {
                return Optional.of("has a '%' at " + i + " that is not followed by two hex digits");
            }
            return isControl(value)
                    ? Optional.of(String.format("has an encoded control character (%%%02X) at %d", value, i))
                    : Optional.empty();
        }
        return characterProblem(c, i);
    }

    private static Optional<String> characterProblem(char c, int i) {
        if (isControl(c) || c == ' ') {
            return Optional.of(String.format("has a control character or space (0x%02X) at %d", (int) c, i));
        }
        if (c > '~') {
            return Optional.of("has a character at " + i + " that must be percent-encoded");
        }
        return c == '#' ? Optional.of("has a fragment ('#') at " + i) : Optional.empty();
    }

    private static boolean hasParentSegment(String path) {
        StringBuilder segment = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            int c = path.charAt(i);
            if (c == '%' && encoded(path, i) >= 0) {
                c = encoded(path, i);
                i += 2;
            }
            if (c == '/' || c == '\\' || c == '#') {
                if (isParent(segment)) {
                    return true;
                }
                segment.setLength(0);
            } else {
                segment.append((char) c);
            }
        }
        return isParent(segment);
    }

    /** Whether a decoded segment is the parent, path parameters ({@code ..;x}) aside. */
    private static boolean isParent(CharSequence segment) {
        return segment.length() >= 2
                && segment.charAt(0) == '.'
                && segment.charAt(1) == '.'
                && (segment.length() == 2 || segment.charAt(2) == ';');
    }

    /** Returns the byte that the escape at a '%' stands for, or -1 when it is none. */
    private static int encoded(String path, int percent) {
        if (percent + 2 >= path.length()) {
            return -1;
        }
        int high = Character.digit(path.charAt(percent + 1), 16);
        int low = Character.digit(path.charAt(percent + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static boolean isControl(int c) {
        return c < 0x20 || c == 0x7F;
    }
}
