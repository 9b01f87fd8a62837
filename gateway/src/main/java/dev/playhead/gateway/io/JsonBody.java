package dev.playhead.gateway.io;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** The JSON object that a control request brings. Stateless. */
final class JsonBody {
    private JsonBody() {}

    /** Returns the object's fields, none where there is no body; empty where the body is something else. */
    static Optional<Map<String, Object>> fields(RoutingContext context) {
        Buffer body = context.body() == null ? null : context.body().buffer();
        if (body == null || body.length() == 0) {
            return Optional.of(Map.of());
        }
        try {
            return body.toJsonValue() instanceof JsonObject object ? Optional.of(object.getMap()) : Optional.empty();
        } catch (DecodeException notJson) {
            return Optional.empty();
        }
    }
}
