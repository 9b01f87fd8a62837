package dev.playhead.gateway.core.session;

import dev.playhead.common.model.SessionId;
import dev.playhead.common.model.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * What a new response is to its session.
 *
 * @param epoch of the session, from 0 on
 * @param seekFrom where the session stood when this is a seek, bytes; null when it starts or continues one
 */
public record Arrival(
        StreamId stream,
        SessionId session,
        long epoch,
        @Nullable Long seekFrom) {}
