package dev.playhead.testkit.origin;

import dev.playhead.common.model.ByteRange;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One request an origin got, and what became of its answer. Thread-safe. */
public final class OriginRequest {
    private final int order;
    private final String client;
    private final String method;
    private final String path;
    private final @Nullable String query;
    private final Map<String, String> headers;
    private final int concurrent;
    private final AtomicLong bytesSent = new AtomicLong();
    private volatile long firstByte;
    private volatile int status;
    private volatile End end = End.NONE;

    private enum End {
        NONE,
        WHOLE,
        CUT,
        ABORTED
    }

    OriginRequest(int order, String client, String method, String target, Map<String, String> headers, int concurrent) {
        int mark = target.indexOf('?');
        this.order = order;
        this.client = client;
        this.method = method;
        this.path = mark < 0 ? target : target.substring(0, mark);
        this.query = mark < 0 ? null : target.substring(mark + 1);
        this.headers = headers;
        this.concurrent = concurrent;
    }

    /** The place among all requests of the origin, from 0 on. */
    public int order() {
        return order;
    }

    /** The address it came from. */
    public String client() {
        return client;
    }

    public String method() {
        return method;
    }

    /** The raw path as it was sent. */
    public String path() {
        return path;
    }

    /** The raw query as it was sent. */
    public Optional<String> query() {
        return Optional.ofNullable(query);
    }

    /** Returns a field; the name's case does not matter. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public Optional<String> range() {
        return header("Range");
    }

    /** How many requests were open at the origin when this one came, itself included. */
    public int concurrent() {
        return concurrent;
    }

    /** The status of the answer; 0 before there is one. */
    public int status() {
        return status;
    }

    /** Bytes of the body that went into the socket. */
    public long bytesSent() {
        return bytesSent.get();
    }

    /** The bytes of the file that went into the socket; empty when there were none. */
    public Optional<ByteRange> sent() {
        long count = bytesSent.get();
        return count == 0 ? Optional.empty() : Optional.of(ByteRange.ofLength(firstByte, count));
    }

    public boolean isOpen() {
        return end == End.NONE;
    }

    /** Whether the client closed the connection before the answer was whole. */
    public boolean isAborted() {
        return end == End.ABORTED;
    }

    void answering(int with, long offset) {
        status = with;
        firstByte = offset;
    }

    void sent(long bytes) {
        bytesSent.addAndGet(bytes);
    }

    void finished() {
        end = End.WHOLE;
    }

    /** The origin itself cut the connection. */
    void cut() {
        end = End.CUT;
    }

    void connectionClosed() {
        if (end == End.NONE) {
            end = End.ABORTED;
        }
    }

    @Override
    public String toString() {
        return "#" + order + " " + method + " " + path + " " + range().orElse("(whole)") + " -> " + status + ", "
                + bytesSent + " bytes, " + end;
    }
}
