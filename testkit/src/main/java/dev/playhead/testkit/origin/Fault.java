package dev.playhead.testkit.origin;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One way in which an origin breaks a rule, or is merely slow. Several may apply to one answer. */
public sealed interface Fault {
    /** Longer than any test waits. */
    Duration FOREVER = Duration.ofHours(1);

    /** Nothing of the answer, its head included, is sent before this time. */
    record FirstByteAfter(Duration delay) implements Fault {}

    /** This answer's body is sent at this rate at most. */
    record Bandwidth(long bytesPerSecond) implements Fault {}

    /** Another status, with an empty body. */
    record Status(int status, Map<String, String> headers) implements Fault {}

    /** The connection is cut after so many bytes of the body; at 0 before the head. */
    record ResetAfter(long bytes) implements Fault {}

    /** Nothing is sent for a while after so many bytes of the body. */
    record StallAfter(long bytes, Duration duration) implements Fault {}

    /**
     * The body ends after so many bytes, whatever Content-Range says.
     *
     * @param honest whether Content-Length tells the shorter length; else the connection is closed in the middle
     */
    record ShortBody(long bytes, boolean honest) implements Fault {}

    /** The body goes on for so many bytes behind the range that was asked; the head says so too when {@code honest}. */
    record LongBody(long extra, boolean honest) implements Fault {}

    /** Content-Range claims a range that is shifted; the bytes are those asked for. */
    record ClaimShiftedRange(long by) implements Fault {}

    /** Bytes and Content-Range are those of a shifted range. */
    record SendShiftedRange(long by) implements Fault {}

    /** Content-Range claims another total length. */
    record ClaimLength(long total) implements Fault {}

    /** A 200 with the whole content, whatever Range says. */
    record IgnoreRange() implements Fault {}

    /** Chunked transfer coding: no Content-Length. */
    record NoLength() implements Fault {}

    /** A header field of the answer has another value; null removes it. */
    record Header(String name, @Nullable String value) implements Fault {}

    /** The file has another content after so many bytes of the body, and the connection is cut. */
    record ChangeContentAfter(long bytes) implements Fault {}

    /** Content, tag and date are those of another version: a mirror that disagrees. */
    record AsVersion(int version) implements Fault {}

    static Fault status(int status) {
        return new Status(status, Map.of());
    }

    static Fault statusWithRetryAfter(int status, String retryAfter) {
        return new Status(status, Map.of("Retry-After", retryAfter));
    }

    static Fault redirect(int status, String location) {
        return new Status(status, Map.of("Location", location));
    }

    static Fault firstByteAfter(Duration delay) {
        return new FirstByteAfter(delay);
    }

    static Fault bandwidth(long bytesPerSecond) {
        return new Bandwidth(bytesPerSecond);
    }

    static Fault resetAfter(long bytes) {
        return new ResetAfter(bytes);
    }

    static Fault stallAfter(long bytes, Duration duration) {
        return new StallAfter(bytes, duration);
    }

    static Fault header(String name, String value) {
        return new Header(name, value);
    }

    static Fault withoutHeader(String name) {
        return new Header(name, null);
    }
}
