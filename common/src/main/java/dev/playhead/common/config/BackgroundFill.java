package dev.playhead.common.config;

import dev.playhead.common.model.DataSize;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether media of an origin that are watched in part are completed when nothing more urgent wants the origin.
 *
 * @param rate bytes per second at most, on the average of a few seconds; zero for as many as come
 */
public record BackgroundFill(Mode mode, DataSize rate) {
    public static final BackgroundFill OFF = new BackgroundFill(Mode.OFF, new DataSize(0));

    /** When. */
    public enum Mode {
        OFF,
        /** As long as somebody watches. */
        WHILE_WATCHING,
        /** To the end, whether or not somebody still watches. */
        ALWAYS;

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
