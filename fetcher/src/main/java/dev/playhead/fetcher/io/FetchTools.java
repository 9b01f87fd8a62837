package dev.playhead.fetcher.io;

import dev.playhead.common.bytes.SpanWriter;
import dev.playhead.fetcher.core.RetryPolicy;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.DoubleSupplier;

/**
 * What every running span needs besides its origin.
 *
 * @param stall how long an origin may be silent in a body
 * @param random in [0, 1), for the jitter
 */
public record FetchTools(
        Vertx vertx,
        SpanWriter writer,
        FailureReporter reporter,
        RetryPolicy retries,
        Duration stall,
        InstantSource clock,
        DoubleSupplier random) {}
