package dev.playhead.gateway.io.direct;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A media and how its origin is asked for it.
 *
 * @param request makes method, address and target, for the few streams that ask
 * @param headers that every request to the origin has
 */
public record MediaAtOrigin(
        MediaId id, OriginName origin, Supplier<RequestOptions> request, Map<String, String> headers) {
    /** Without the request, whose target may hold secrets. */
    @Override
    public String toString() {
        return "media " + id;
    }
}
