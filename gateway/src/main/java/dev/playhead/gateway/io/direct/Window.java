package dev.playhead.gateway.io.direct;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;

/** The last bytes of a stream that came, in order and without a gap. Not thread-safe. */
final class Window {
    private final ArrayDeque<Buffer> buffers = new ArrayDeque<>();
    private long start;
    private long end;

    /** @param start position of the first byte to come */
    Window(long start) {
        this.start = start;
        this.end = start;
    }

    long start() {
        return start;
    }

    /** Behind the last byte. */
    long end() {
        return end;
    }

    void add(Buffer next) {
        buffers.add(next);
        end += next.length();
    }

    /** Forgets whole buffers before a position. */
    void forget(long before) {
        while (!buffers.isEmpty() && start + buffers.getFirst().length() <= before) {
            start += buffers.removeFirst().length();
        }
    }

    /** Returns at least one byte from a position on, which must lie within. */
    Buffer from(long position, int limit) {
        long at = start;
        for (Buffer buffer : buffers) {
            if (position < at + buffer.length()) {
                int offset = (int) (position - at);
                return buffer.slice(offset, Math.min(buffer.length(), offset + limit));
            }
            at += buffer.length();
        }
        throw new IllegalStateException("position " + position + " lies outside of " + start + " to " + end);
    }
}
