package dev.playhead.common.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.SessionId;
import dev.playhead.common.model.StreamId;
import dev.playhead.common.model.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * Where one open response stands.
 *
 * @param epoch of the session; each seek starts a new one
 * @param remaining what the player has asked for and not yet taken; its start is the position
 * @param trace of the request; null if it has none. A header of the event's record, no field of it
 */
public record Cursor(
        StreamId stream,
        SessionId session,
        long epoch,
        RequestedRange remaining,
        @JsonIgnore @Nullable TraceContext trace) {

    /** A cursor without a trace. */
    public Cursor(StreamId stream, SessionId session, long epoch, RequestedRange remaining) {
        this(stream, session, epoch, remaining, null);
    }

    /** Returns the same place of a request. */
    Cursor traced(TraceContext of) {
        return new Cursor(stream, session, epoch, remaining, of);
    }
}
