package dev.playhead.gateway.io;

import dev.playhead.common.metrics.Meters;
import dev.playhead.common.metrics.Metric;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.LongAdder;

/** What the gateway counts since it started. Thread-safe. */
public final class GatewayStats {
    private final LongAdder requests = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder streams = new LongAdder();
    private final LongAdder waits = new LongAdder();
    private final LongAdder bytesSent = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final LongAdder passedThrough = new LongAdder();
    private final LongAdder redirected = new LongAdder();
    private final LongAdder eventsLost = new LongAdder();

    void request() {
        requests.increment();
    }

    /** A request that was answered with an error. */
    void refused() {
        refused.increment();
    }

    void stream() {
        streams.increment();
    }

    /** A stream had nothing to send. */
    void waited() {
        waits.increment();
    }

    void sent(long bytes) {
        bytesSent.add(bytes);
    }

    /** A response whose connection was broken after its head. */
    void broken() {
        broken.increment();
    }

    void passedThrough() {
        passedThrough.increment();
    }

    /** A player was sent to the store that has its media whole. */
    void redirected() {
        redirected.increment();
    }

    /** A playback event that the broker did not take. */
    void eventLost() {
        eventsLost.increment();
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("requests", requests.sum())
                .put("refused", refused.sum())
                .put("streams", streams.sum())
                .put("waits", waits.sum())
                .put("bytesSent", bytesSent.sum())
                .put("broken", broken.sum())
                .put("passedThrough", passedThrough.sum())
                .put("redirected", redirected.sum())
                .put("eventsLost", eventsLost.sum());
    }

    /** Shows all of it among the metrics of the process. */
    public void show(Meters meters) {
        meters.counted(Metric.REQUESTS, requests::sum);
        meters.counted(Metric.REFUSED, refused::sum);
        meters.counted(Metric.STREAMS, streams::sum);
        meters.counted(Metric.WAITS, waits::sum);
        meters.counted(Metric.BYTES_SENT, bytesSent::sum);
        meters.counted(Metric.BROKEN, broken::sum);
        meters.counted(Metric.PASSED_THROUGH, passedThrough::sum);
        meters.counted(Metric.REDIRECTED, redirected::sum);
        meters.counted(Metric.EVENTS_LOST, eventsLost::sum);
    }
}
