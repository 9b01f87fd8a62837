package dev.playhead.common.event;

import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.SessionId;
import dev.playhead.common.model.StreamId;

/**
 * Where one open response stands.
 *
 * @param epoch of the session; each seek starts a new one
 * @param remaining what the player has asked for and not yet taken; its start is the position
 */
public record Cursor(StreamId stream, SessionId session, long epoch, RequestedRange remaining) {}
