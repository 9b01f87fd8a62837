package dev.playhead.common.model;

/** A class of fetch commands with a queue and slots of its own, so that the urgent never waits behind the large. */
public enum Lane {
    /** A stream waits, or will within seconds. */
    NOW,
    /** Read-ahead. */
    AHEAD,
    /** Pre-cache and background fill. */
    BULK
}
