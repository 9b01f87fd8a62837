package dev.playhead.gateway.core.stream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What becomes of a response that waits for bytes. */
public sealed interface Verdict {
    Verdict WAIT = new Wait();
    Verdict PASS_THROUGH = new PassThrough();

    /** Bytes may still come. */
    record Wait() implements Verdict {}

    /** Only the origin itself can answer this player; once headers are out the connection is broken instead. */
    record PassThrough() implements Verdict {}

    /**
     * The answer is this error; once headers are out the connection is broken instead.
     *
     * @param retryAfter what to tell the player; null for nothing
     * @param length of the media for a 416; else null
     */
    record Fail(
            int status,
            String detail,
            @Nullable Duration retryAfter,
            @Nullable Long length) implements Verdict {
        static Fail of(int status, String detail) {
            return new Fail(status, detail, null, null);
        }
    }
}
