package dev.playhead.common.http.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header fields of a request. */
@FunctionalInterface
public interface RequestFields {

    /** Returns the lines of a field in the order sent, empty when there is none; names know no case. */
    List<String> lines(String name);

    /** Returns a list-valued field as one line (RFC 9110, section 5.3); null when there is none. */
    default @Nullable String list(String name) {
        List<String> lines = lines(name);
        return switch (lines.size()) {
            case 0 -> null;
            case 1 -> lines.get(0);
            default -> String.join(", ", lines);
        };
    }

    /** Returns a field that may stand once; null when it does not stand, or stands more often. */
    default @Nullable String single(String name) {
        List<String> lines = lines(name);
        return lines.size() == 1 ? lines.get(0) : null;
    }
}
