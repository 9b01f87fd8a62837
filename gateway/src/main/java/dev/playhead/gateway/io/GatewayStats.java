package dev.playhead.gateway.io;

import io.vertx.core.json.JsonObject;

/** What the gateway counts since it started. Event loop only. */
public final class GatewayStats {
    private long requests;
    private long refused;
    private long streams;
    private long waits;
    private long bytesSent;
    private long broken;
    private long passedThrough;
    private long eventsLost;

    void request() {
        requests++;
    }

    /** A request that was answered with an error. */
    void refused() {
        refused++;
    }

    void stream() {
        streams++;
    }

    /** A stream had nothing to send. */
    void waited() {
        waits++;
    }

    void sent(long bytes) {
        bytesSent += bytes;
    }

    /** A response whose connection was broken after its head. */
    void broken() {
        broken++;
    }

    void passedThrough() {
        passedThrough++;
    }

    /** A playback event that the broker did not take. */
    void eventLost() {
        eventsLost++;
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("requests", requests)
                .put("refused", refused)
                .put("streams", streams)
                .put("waits", waits)
                .put("bytesSent", bytesSent)
                .put("broken", broken)
                .put("passedThrough", passedThrough)
                .put("eventsLost", eventsLost);
    }
}
