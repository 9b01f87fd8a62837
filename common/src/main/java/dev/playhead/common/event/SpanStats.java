package dev.playhead.common.event;

import java.time.Duration;

/**
 * How one span went at its origin so far; the scheduler's estimates come from it.
 *
 * @param bytes received from the origin
 * @param timeToFirstByte from the request to the response's head
 * @param duration from the request to the last byte received so far
 */
public record SpanStats(long bytes, Duration timeToFirstByte, Duration duration) {
    public static final SpanStats NONE = new SpanStats(0, Duration.ZERO, Duration.ZERO);
}
