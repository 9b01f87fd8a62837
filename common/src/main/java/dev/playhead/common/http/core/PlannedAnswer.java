package dev.playhead.common.http.core;

import dev.playhead.common.http.ContentRange;
import dev.playhead.common.model.MediaVersion;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The answer to one request, from its status to what its body is made of, for one version of the media. */
public record PlannedAnswer(MediaVersion version, ResponsePlan plan, ResponseBody body) {

    /** @param boundary gives text that no content has by accident; asked where there are parts to separate */
    public static PlannedAnswer to(MediaQuery query, MediaVersion version, Supplier<String> boundary) {
        ResponsePlan plan = query.plan(version);
        return new PlannedAnswer(version, plan, ResponseBody.of(plan, version, boundary));
    }

    /**
     * Tells the header fields of an answer of status 200, 206 or 304 that describe the media and what is sent of it; a 304
     * has those alone that a player may have to correct (RFC 9110, section 15.4.5).
     *
     * @param sink takes name and value of each field
     */
    public void fields(BiConsumer<String, String> sink) {
        sink.accept("accept-ranges", "bytes");
        put(sink, "etag", version.validator().etag());
        put(sink, "last-modified", version.validator().lastModified());
        if (plan instanceof ResponsePlan.NotModified) {
            return;
        }
        put(sink, "content-type", body.contentType());
        sink.accept("content-length", Long.toString(body.length()));
        if (plan instanceof ResponsePlan.Part part) {
            sink.accept("content-range", new ContentRange(part.range(), part.length()).toHeader());
        }
    }

    private static void put(BiConsumer<String, String> sink, String name, @Nullable String value) {
        if (value != null) {
            sink.accept(name, value);
        }
    }
}
