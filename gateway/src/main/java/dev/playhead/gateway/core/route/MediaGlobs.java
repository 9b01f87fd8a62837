package dev.playhead.gateway.core.route;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which raw paths are media by their name.
 *
 * <p>In a glob {@code ?} stands for one character and {@code *} for any number of them, both within a segment, and
 * {@code **} for anything. A glob without a slash is about the last segment. Case makes no difference.
 */
public final class MediaGlobs {
    private final List<Pattern> patterns;

    public MediaGlobs(List<String> globs) {
        this.patterns = globs.stream().map(MediaGlobs::pattern).toList();
    }

    public boolean match(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static Pattern pattern(String glob) {
        String text = glob.toLowerCase(Locale.ROOT);
        StringBuilder expression = new StringBuilder(text.contains("/") ? "" : "(?:.*/)?");
        int i = 0;
        while (i < text.length()) {
            if (text.startsWith("**", i)) {
                expression.append(".*");
                i += 2;
            } else {
                expression.append(one(text.charAt(i)));
                i++;
            }
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL);
    }

    private static String one(char c) {
        return switch (c) {
            case '*' -> "[^/]*";
            case '?' -> "[^/]";
            default -> Pattern.quote(String.valueOf(c));
        };
    }
}
