package dev.playhead.common.model;

/** How urgent a span is, most urgent first. */
public enum Priority {
    /** A stream waits for it or will within seconds. */
    CRITICAL(Lane.NOW),
    /** Read-ahead. */
    HIGH(Lane.AHEAD),
    /** Pre-cache that a user asked for. */
    MEDIUM(Lane.BULK),
    /** Background fill. */
    LOW(Lane.BULK);

    private final Lane lane;

    Priority(Lane lane) {
        this.lane = lane;
    }

    public Lane lane() {
        return lane;
    }
}
