package dev.playhead.gateway.io;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.model.MediaId;
import dev.playhead.gateway.core.api.MediaPage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What people and tools may ask of a gateway, read-only: media with their chunk maps, sessions, counters. */
public final class ApiRoutes {
    private static final int NOT_FOUND = 404;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final MediaCatalog catalog;
    private final StreamRegistry registry;
    private final GatewayStats stats;
    private final Problems problems;

    public ApiRoutes(MediaCatalog catalog, StreamRegistry registry, GatewayStats stats, Problems problems) {
        this.catalog = catalog;
        this.registry = registry;
        this.stats = stats;
        this.problems = problems;
    }

    public Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.get("/api/media").handler(this::list);
        router.get("/api/media/:id").handler(this::one);
        router.get("/api/sessions").handler(this::sessions);
        router.get("/api/stats").handler(this::counters);
        router.route().handler(this::unknown);
        router.errorHandler(500, context -> problems.send(context.response(), 500, "the gateway's log says why"));
        router.errorHandler(TOO_LARGE, context -> problems.send(context.response(), TOO_LARGE, tooLarge(context)));
        router.errorHandler(
                BAD_REQUEST, context -> problems.send(context.response(), BAD_REQUEST, "the target is malformed"));
        return router;
    }

    private void list(RoutingContext context) {
        MediaPage page;
        try {
            page = MediaPage.of(
                    context.request().getParam("after"), context.request().getParam("limit"));
        } catch (IllegalArgumentException malformed) {
            problems.send(context.response(), BAD_REQUEST, String.valueOf(malformed.getMessage()));
            return;
        }
        catalog.list(page.after(), page.limit())
                .compose(found -> send(context, json(found, page.limit())))
                .onFailure(away -> unavailable(context));
    }

    private void one(RoutingContext context) {
        Optional<MediaId> id = id(context.pathParam("id"));
        if (id.isEmpty()) {
            problems.send(context.response(), NOT_FOUND, "'" + context.pathParam("id") + "' is not the id of a media");
            return;
        }
        catalog.find(id.get())
                .compose(found -> {
                    if (found.isPresent()) {
                        return send(context, MediaJson.withChunks(found.get()));
                    }
                    problems.send(context.response(), NOT_FOUND, "media " + id.get() + " is not known");
                    return Future.succeededFuture();
                })
                .onFailure(away -> unavailable(context));
    }

    private void sessions(RoutingContext context) {
        JsonArray streams = new JsonArray();
        registry.all().forEach(stream -> streams.add(stream.toJson()));
        send(context, new JsonObject().put("streams", streams))
                .onFailure(gone -> context.response().reset());
    }

    private void counters(RoutingContext context) {
        send(context, stats.toJson().put("openStreams", registry.all().size()))
                .onFailure(gone -> context.response().reset());
    }

    private void unknown(RoutingContext context) {
        boolean readable = context.request().method().equals(HttpMethod.GET);
        if (readable) {
            problems.send(
                    context.response(),
                    NOT_FOUND,
                    "nothing is at " + context.request().path());
        } else {
            problems.methodNotAllowed(
                    context.response(), context.request().method().name(), "GET");
        }
    }

    private static String tooLarge(RoutingContext context) {
        String length = context.request().getHeader("content-length");
        return "body: " + (length == null ? "it has" : "'" + length + "' are") + " more bytes than are read here";
    }

    private void unavailable(RoutingContext context) {
        if (!context.response().headWritten()) {
            problems.unavailable(context.response(), "the store cannot be reached", RETRY_AFTER);
        }
    }

    private static JsonObject json(List<StoredMedia> found, int limit) {
        JsonArray media = new JsonArray();
        found.forEach(one -> media.add(MediaJson.of(one)));
        JsonObject page = new JsonObject().put("media", media);
        return found.size() < limit
                ? page
                : page.put("next", found.get(found.size() - 1).media().value());
    }

    private static Future<Void> send(RoutingContext context, JsonObject body) {
        return context.response()
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(body.toBuffer());
    }

    private static Optional<MediaId> id(String text) {
        try {
            return Optional.of(new MediaId(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
