package dev.playhead.common.config;

import dev.playhead.common.model.DataSize;

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
        ALWAYS
    }
}
