package dev.playhead.common.config;

import java.time.Duration;

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
        PER_VIEWER
    }
}
