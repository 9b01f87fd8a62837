package dev.playhead.common.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * An error answer as problem details (RFC 9457).
 *
 * @param title what kind of problem it is, the same each time
 * @param detail what is wrong this time; no secrets
 */
public record Problem(int status, String title, String detail) {
    public static final String CONTENT_TYPE = "application/problem+json";

    /** Sends the answer and ends the response; headers that the caller has set stay. */
    public void send(HttpServerResponse response) {
        response.setStatusCode(status)
                .putHeader("content-type", CONTENT_TYPE)
                .putHeader("cache-control", "no-store")
                .end(new JsonObject()
                        .put("status", status)
                        .put("title", title)
                        .put("detail", detail)
                        .toBuffer())
                .onFailure(gone -> response.reset());
    }
}
