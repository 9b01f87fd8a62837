package dev.playhead.common.config;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who gets the stored bytes of an origin's media.
 *
 * @param memory for how long what the origin said of a viewer counts; zero for one request
 */
public record ViewerAuthorization(Mode mode, Duration memory) {
    /** Long enough for the seeks of one sitting to ask rarely; who loses a right loses it within the minute. */
    private static final Duration DEFAULT_MEMORY = Duration.ofSeconds(30);

    public static final ViewerAuthorization DEFAULT = new ViewerAuthorization(Mode.ANYONE, DEFAULT_MEMORY);

    public ViewerAuthorization {
        if (memory.isNegative()) {
            throw new IllegalArgumentException("memory " + memory + " is negative");
        }
    }

    /** Whom the origin is asked about. */
    public enum Mode {
        /** Nobody: whoever reaches us is served. */
        ANYONE,
        /** Each viewer, before it gets a byte that is stored. */
        PER_VIEWER;

        private static final String NAMES = Stream.of(values()).map(Mode::label).collect(Collectors.joining(", "));

        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Mode parse(String text) {
            return Stream.of(values())
                    .filter(mode -> mode.label().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is none of " + NAMES));
        }
    }
}
