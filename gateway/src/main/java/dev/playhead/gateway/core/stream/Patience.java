package dev.playhead.gateway.core.stream;

import dev.playhead.common.event.ChunkEvent.FetchFailed;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a response has waited for its next byte, and when that is too long. Not thread-safe. */
public final class Patience {
    private final Limits limits;
    private @Nullable Instant since;
    private @Nullable FetchFailed lastFailure;

    /**
     * How long a response waits for a byte.
     *
     * @param longest until it fails
     * @param passThroughAfter until it looks for signs of life
     */
    public record Limits(Duration longest, Duration passThroughAfter) {}

    /** Whether the response may still go around the pipeline, and has reason to. */
    @FunctionalInterface
    public interface WayAround {
        boolean isOpen();
    }

    public Patience(Limits limits) {
        this.limits = limits;
    }

    /** The response waits; a wait that has begun goes on. */
    public void begin(Instant now) {
        if (since == null) {
            since = now;
        }
    }

    /** The byte is there. */
    public void end() {
        since = null;
    }

    public boolean isWaiting() {
        return since != null;
    }

    /** Judges a command that a fetcher has given up. */
    public Verdict judge(FetchFailed failure, Waiting standing) {
        if (!isWaiting() || !standing.concerns(failure)) {
            return Verdict.WAIT;
        }
        lastFailure = failure;
        return standing.judge(failure);
    }

    /** Looks at the clock. */
    public Verdict look(Instant now, Waiting standing, WayAround around) {
        Instant began = since;
        if (began == null) {
            return Verdict.WAIT;
        }
        Duration waited = Duration.between(began, now);
        if (waited.compareTo(limits.longest()) >= 0) {
            return standing.expired(lastFailure, limits.longest());
        }
        return waited.compareTo(limits.passThroughAfter()) >= 0 && around.isOpen()
                ? Verdict.PASS_THROUGH
                : Verdict.WAIT;
    }
}
