package dev.playhead.testkit.simulation;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An origin: time to first byte, a rate for each connection and one for all together, and a log of what it was asked.
 *
 * <p>The whole rate is shared evenly by the responses that are sending, as TCP does it.
 */
public final class SimOrigin {

    /** One request. */
    public record Request(Instant at, MediaId media, ByteRange range) {}

    private final Duration timeToFirstByte;
    private final double connectionRate;
    private final double totalRate;
    private final List<Request> requests = new ArrayList<>();
    private long bytes;
    private int open;
    private int sending;
    private int widest;

    private SimOrigin(Duration timeToFirstByte, double connectionRate, double totalRate) {
        this.timeToFirstByte = timeToFirstByte;
        this.connectionRate = connectionRate;
        this.totalRate = totalRate;
    }

    /** Rates are bytes per second. */
    public static SimOrigin of(Duration timeToFirstByte, double connectionRate, double totalRate) {
        return new SimOrigin(timeToFirstByte, connectionRate, totalRate);
    }

    /** Far away and fast: 42 ms, 25 MB/s a connection. */
    public static SimOrigin far() {
        return of(Duration.ofMillis(42), 25e6, 1e9);
    }

    /** Hardly more than its viewers need: 4.5 MB/s for all connections together. */
    public static SimOrigin constrained() {
        return of(Duration.ofMillis(40), 25e6, 4.5e6);
    }

    /** What is common: far, slow on each connection, 3 MB/s, and not fast in all, 12 MB/s. */
    public static SimOrigin common() {
        return of(Duration.ofMillis(60), 3e6, 12e6);
    }

    /** Returns an origin like this with an empty log. */
    public SimOrigin fresh() {
        return of(timeToFirstByte, connectionRate, totalRate);
    }

    public Duration timeToFirstByte() {
        return timeToFirstByte;
    }

    /** Returns all requests in the order in which they came. */
    public List<Request> requests() {
        return requests;
    }

    /** Returns where the requests for a media began, in the order in which they came. */
    public List<Long> starts(MediaId media) {
        return requests.stream()
                .filter(request -> request.media().equals(media))
                .map(request -> request.range().start())
                .toList();
    }

    /** Returns the bytes sent. */
    public long bytes() {
        return bytes;
    }

    /** Returns the most requests that were open at a time. */
    public int widest() {
        return widest;
    }

    void opened(Request request) {
        requests.add(request);
        open++;
        widest = Math.max(widest, open);
    }

    void beginsToSend() {
        sending++;
    }

    void sent(long count) {
        bytes += count;
    }

    void closed(boolean wasSending) {
        open--;
        sending -= wasSending ? 1 : 0;
    }

    /** Returns what one response is sent at while so many are. */
    double rateNow() {
        return Math.min(connectionRate, totalRate / Math.max(1, sending));
    }
}
