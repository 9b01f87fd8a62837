package dev.playhead.gateway.io;

import dev.playhead.common.config.ConfigType;
import dev.playhead.common.model.MediaId;
import dev.playhead.gateway.core.access.StreamLinks;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Makes stream links: {@code POST /api/media/{id}/links?for=6h}. Event loop only. */
public final class LinkRoutes {
    /** A film and its pauses. */
    private static final Duration DEFAULT = Duration.ofHours(6);

    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int CREATED = 201;
    private static final int BAD_REQUEST = 400;

    private final StreamLinks links;
    private final InstantSource time;
    private final Problems problems;

    public LinkRoutes(StreamLinks links, InstantSource time, Problems problems) {
        this.links = links;
        this.time = time;
        this.problems = problems;
    }

    /** Adds the route before those that refuse what they do not know. */
    public void mount(Router router) {
        router.post("/api/media/:id/links").order(-1).handler(this::create);
    }

    private void create(RoutingContext context) {
        try {
            MediaId media = new MediaId(context.pathParam("id"));
            Instant expires = time.instant().plus(duration(context.request().getParam("for")));
            context.response()
                    .setStatusCode(CREATED)
                    .putHeader("content-type", "application/json")
                    .putHeader("cache-control", "no-store")
                    .end(new JsonObject()
                            .put("path", links.link(media, expires))
                            .put("expires", expires.toString())
                            .toBuffer());
        } catch (IllegalArgumentException malformed) {
            problems.send(context.response(), BAD_REQUEST, String.valueOf(malformed.getMessage()));
        }
    }

    private static Duration duration(@Nullable String text) {
        Duration wanted = text == null ? DEFAULT : ConfigType.DURATIONS.parse().apply(text);
        if (wanted.isZero() || wanted.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("for: '" + text + "' is not between 1s and 30d");
        }
        return wanted;
    }
}
