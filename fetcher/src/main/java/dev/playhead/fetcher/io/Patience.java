package dev.playhead.fetcher.io;

import java.time.Duration;

/**
 * How long to wait for an origin.
 *
 * @param connect for a connection, TLS included
 * @param header for a response's head
 * @param stall for the next byte of a body
 * @param retryAfter the longest Retry-After to wait for
 */
public record Patience(Duration connect, Duration header, Duration stall, Duration retryAfter) {}
