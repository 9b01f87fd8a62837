package dev.playhead.testkit.origin;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The requests an origin got, in the order of their arrival. Thread-safe. */
public final class RequestLog {
    private final List<OriginRequest> requests = new CopyOnWriteArrayList<>();
    private int arrived;

    public List<OriginRequest> all() {
        return List.copyOf(requests);
    }

    public List<OriginRequest> of(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    public List<OriginRequest> of(OriginFile file) {
        return of(file.path());
    }

    public int count(OriginFile file) {
        return of(file).size();
    }

    /** Returns the Range fields of a file's requests in order; the empty text where there was none. */
    public List<String> ranges(OriginFile file) {
        return of(file).stream().map(request -> request.range().orElse("")).toList();
    }

    /** Returns how many bytes of a file went out, counting again what went out again. */
    public long bytesSent(OriginFile file) {
        return of(file).stream().mapToLong(OriginRequest::bytesSent).sum();
    }

    /** Returns which bytes of a file went out at least once. */
    public ByteRanges sent(OriginFile file) {
        return ByteRanges.of(
                of(file).stream().flatMap(request -> request.sent().stream()).toList());
    }

    /** Returns how many different bytes of a file went out. */
    public long uniqueBytes(OriginFile file) {
        return sent(file).bytes();
    }

    /** Whether bytes of the range went out at all. */
    public boolean sentAnyOf(OriginFile file, ByteRange range) {
        return !sent(file).within(range).isEmpty();
    }

    /** Returns how many requests are being answered now. */
    public int open() {
        return (int) requests.stream().filter(OriginRequest::isOpen).count();
    }

    public int maxConcurrent() {
        return requests.stream().mapToInt(OriginRequest::concurrent).max().orElse(0);
    }

    /** Forgets what was logged; requests under way are no longer seen. */
    public synchronized void clear() {
        requests.clear();
    }

    synchronized OriginRequest add(String client, String method, String target, Map<String, String> headers) {
        OriginRequest request = new OriginRequest(arrived++, client, method, target, headers, open() + 1);
        requests.add(request);
        return request;
    }

    @Override
    public String toString() {
        return String.join("\n", requests.stream().map(OriginRequest::toString).toList());
    }
}
