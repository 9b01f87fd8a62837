package dev.playhead.gateway.io;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.PreCacheWish;
import dev.playhead.common.bytes.PreCaches;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.Priority;
import dev.playhead.common.security.Sealer;
import dev.playhead.gateway.core.api.PreCacheOrder;
import dev.playhead.gateway.core.route.MediaIds;
import dev.playhead.gateway.core.route.PlayerTarget;
import dev.playhead.gateway.core.route.SourceUrls;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Has media fetched before anybody watches them: {@code POST}, {@code GET} and {@code DELETE /api/media/{id}/pre-cache} of
 * a media that is known, {@code POST /api/pre-cache} by the URL of one that need not be. Event loop only.
 */
public final class PreCacheRoutes {
    private static final String ALL = "/api/pre-cache";
    private static final String ONE = "/api/media/:id/pre-cache";
    /** The longest target that players may send has room. */
    private static final long MAX_BODY = 16 * 1024;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int INSUFFICIENT_STORAGE = 507;

    private final Means means;
    private final SourceUrls urls;
    private final Problems problems;

    /** What it works with. */
    public record Means(
            Map<OriginName, OriginConfig> origins, MediaCatalog catalog, PreCaches preCaches, Sealer sealer) {}

    public PreCacheRoutes(Means means, SourceUrls urls, Problems problems) {
        this.means = means;
        this.urls = urls;
        this.problems = problems;
    }

    /** Adds the routes before those that refuse what they do not know. */
    public void mount(Router router) {
        BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY);
        router.post(ALL).order(-1).handler(body).handler(answering(this::requestByUrl));
        router.get(ALL).order(-1).handler(answering(this::list));
        router.post(ONE).order(-1).handler(body).handler(answering(this::request));
        router.get(ONE).order(-1).handler(answering(this::find));
        router.delete(ONE).order(-1).handler(answering(this::cancel));
    }

    /** A route that answers, or whose failure says how to. */
    private interface Action {
        Future<Void> run(RoutingContext context);
    }

    private Handler<RoutingContext> answering(Action action) {
        return context -> {
            try {
                action.run(context).onFailure(failure -> fail(context, failure));
            } catch (IllegalArgumentException malformed) {
                problems.send(context.response(), BAD_REQUEST, String.valueOf(malformed.getMessage()));
            }
        };
    }

    private void fail(RoutingContext context, Throwable failure) {
        if (context.response().headWritten()) {
            context.response().reset();
        } else if (failure instanceof StoreException.Full full) {
            problems.send(context.response(), INSUFFICIENT_STORAGE, String.valueOf(full.getMessage()));
        } else {
            problems.unavailable(context.response(), "the store cannot be reached", RETRY_AFTER);
        }
    }

    private Future<Void> requestByUrl(RoutingContext context) {
        PreCacheOrder order = order(context);
        PlayerTarget.AtOrigin named = urls.parse(order.url()
                .orElseThrow(() -> new IllegalArgumentException("url: is missing; it says where the media lies")));
        OriginConfig origin = named.among(means.origins())
                .orElseThrow(
                        () -> new IllegalArgumentException("url: origin '" + named.origin() + "' is not configured"));
        String query = named.at().query();
        MediaId media = MediaIds.of(origin.name(), named.at().path(), query, origin.ignoreQuery());
        MediaSource source = new MediaSource(
                named.at().path(), query == null ? null : means.sealer().seal(query));
        return accept(context, new PreCacheWish(media, source, order.range(), Priority.MEDIUM));
    }

    private Future<Void> request(RoutingContext context) {
        MediaId media = new MediaId(context.pathParam("id"));
        PreCacheOrder order = order(context).withoutUrl();
        return source(media)
                .compose(source -> source.isPresent()
                        ? accept(context, new PreCacheWish(media, source.get(), order.range(), Priority.MEDIUM))
                        : missing(context, "media " + media + " is not known; POST " + ALL + " with its url"));
    }

    /** Where a media lies that the store knows, or was asked for. */
    private Future<Optional<MediaSource>> source(MediaId media) {
        return means.catalog()
                .find(media)
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(Optional.of(found.get().source()))
                        : means.preCaches()
                                .find(media)
                                .map(wish -> wish.map(known -> known.wish().source())));
    }

    private Future<Void> accept(RoutingContext context, PreCacheWish wish) {
        return means.preCaches().request(wish).compose(accepted -> {
            context.response()
                    .setStatusCode(ACCEPTED)
                    .putHeader("location", "/api/media/" + wish.media() + "/pre-cache");
            return send(context, PreCacheJson.of(accepted));
        });
    }

    private Future<Void> find(RoutingContext context) {
        MediaId media = new MediaId(context.pathParam("id"));
        return means.preCaches()
                .find(media)
                .compose(found -> found.isPresent()
                        ? send(context, PreCacheJson.of(found.get()))
                        : missing(context, "no pre-cache of media " + media + " was asked for"));
    }

    private Future<Void> list(RoutingContext context) {
        return means.preCaches().list().compose(all -> {
            JsonArray shown = new JsonArray();
            all.stream().map(PreCacheJson::of).forEach(shown::add);
            return send(context, new JsonObject().put("preCaches", shown));
        });
    }

    private Future<Void> cancel(RoutingContext context) {
        MediaId media = new MediaId(context.pathParam("id"));
        return means.preCaches()
                .cancel(media)
                .compose(known -> known
                        ? context.response().setStatusCode(NO_CONTENT).end()
                        : missing(context, "no pre-cache of media " + media + " was asked for"));
    }

    /** What the body says is not repeated: there may be a secret in its URL. */
    private static PreCacheOrder order(RoutingContext context) {
        return PreCacheOrder.of(JsonBody.fields(context)
                .orElseThrow(() -> new IllegalArgumentException("the body is not a JSON object")));
    }

    private Future<Void> missing(RoutingContext context, String detail) {
        problems.send(context.response(), NOT_FOUND, detail);
        return Future.succeededFuture();
    }

    private static Future<Void> send(RoutingContext context, JsonObject body) {
        return context.response()
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(body.toBuffer());
    }
}
