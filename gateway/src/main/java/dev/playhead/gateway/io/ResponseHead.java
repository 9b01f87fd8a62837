package dev.playhead.gateway.io;

import dev.playhead.common.http.ContentRange;
import dev.playhead.common.http.Problem;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Validator;
import dev.playhead.gateway.core.http.ResponsePlan;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** Writes planned answers into heads of responses. */
final class ResponseHead {
    static final String CACHE_STATUS = "cache-status";

    private ResponseHead() {}

    /**
     * Sets status and header fields.
     *
     * @param hit whether the answer was there without waiting for the origin (RFC 9211)
     */
    static void set(HttpServerResponse response, ResponsePlan plan, MediaVersion version, boolean hit) {
        Validator validator = version.validator();
        response.setStatusCode(plan.status())
                .putHeader(CACHE_STATUS, hit ? "playhead; hit" : "playhead; fwd=miss")
                .putHeader("accept-ranges", "bytes");
        put(response, "etag", validator.etag());
        put(response, "last-modified", validator.lastModified());
        if (plan instanceof ResponsePlan.Whole whole) {
            put(response, "content-type", version.contentType());
            put(response, "content-length", Long.toString(whole.length()));
        } else if (plan instanceof ResponsePlan.Part part) {
            put(response, "content-type", version.contentType());
            put(response, "content-length", Long.toString(part.range().length()));
            put(response, "content-range", new ContentRange(part.range(), part.length()).toHeader());
        }
    }

    /** Sends an answer that has no body of the media. */
    static void sendWithoutBody(HttpServerResponse response, ResponsePlan plan, MediaVersion version, boolean hit) {
        if (plan instanceof ResponsePlan.Unsatisfiable unsatisfiable) {
            unsatisfiable(response, unsatisfiable.length());
            return;
        }
        set(response, plan, version, hit);
        response.end().onFailure(gone -> response.reset());
    }

    static void unsatisfiable(HttpServerResponse response, long length) {
        response.putHeader("content-range", ContentRange.unsatisfied(length)).putHeader("accept-ranges", "bytes");
        new Problem(416, "Range Not Satisfiable", "the media has " + length + " bytes, none of them asked for")
                .send(response);
    }

    private static void put(HttpServerResponse response, String name, @Nullable String value) {
        if (value != null) {
            response.putHeader(name, value);
        }
    }
}
