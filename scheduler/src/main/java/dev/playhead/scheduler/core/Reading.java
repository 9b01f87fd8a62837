package dev.playhead.scheduler.core;

import dev.playhead.common.model.SessionId;
import org.jspecify.annotations.Nullable;

/** One run of sequential reading: a session between two seeks. */
record Reading(SessionId session, long epoch) {
    /** Sessions count from 0. */
    private static final long NO_EPOCH = -1;

    /**
     * Names what is fetched without a session to take it.
     *
     * @param purpose shorter than the names that gateways give to sessions
     */
    static Reading ofNobody(String purpose) {
        return new Reading(new SessionId(purpose), NO_EPOCH);
    }

    /** Whether a session is to take what is fetched for it, and is judged by how much it takes. */
    boolean isOfViewer() {
        return epoch != NO_EPOCH;
    }

    /** Written out: what the compiler makes for records is slow under the first compiler (see {@link SpanOrder}). */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Reading that && epoch == that.epoch && session.equals(that.session);
    }

    @Override
    public int hashCode() {
        return 31 * session.hashCode() + Long.hashCode(epoch);
    }
}
