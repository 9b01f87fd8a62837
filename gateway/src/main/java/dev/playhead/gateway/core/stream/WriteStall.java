package dev.playhead.gateway.core.stream;

import java.time.Duration;
import java.time.Instant;

/** Finds out whether a player has stopped taking what is there for it. Not thread-safe. */
public final class WriteStall {
    private final Duration limit;
    private long taken;
    private Instant since;

    /** @param limit how long a player may take nothing; zero for ever */
    public WriteStall(Duration limit, Instant now) {
        this.limit = limit;
        this.since = now;
    }

    /**
     * Looks how far the player has got.
     *
     * @param bytes it has taken so far
     * @param waiting whether it has taken all there is, which is not its fault
     * @return whether it is to be given up
     */
    public boolean look(long bytes, boolean waiting, Instant now) {
        if (bytes != taken || waiting) {
            taken = bytes;
            since = now;
        }
        return !limit.isZero() && Duration.between(since, now).compareTo(limit) >= 0;
    }
}
