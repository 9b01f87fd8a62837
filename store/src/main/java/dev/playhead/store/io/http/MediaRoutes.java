package dev.playhead.store.io.http;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.http.StoreProtocol;
import dev.playhead.common.http.Problem;
import dev.playhead.common.model.MediaId;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** What the store holds, as documents. Event loop only. */
final class MediaRoutes {
    private static final int DEFAULT_LIMIT = 100;
    /** A page is built in memory, chunk maps included. */
    private static final int MAX_LIMIT = 1_000;

    private final MediaCatalog catalog;

    MediaRoutes(MediaCatalog catalog) {
        this.catalog = catalog;
    }

    void get(RoutingContext route, MediaId media) {
        catalog.find(media)
                .onSuccess(found -> found.ifPresentOrElse(
                        stored -> send(route, stored), () -> missing(media).send(route.response())))
                .onFailure(failure -> StoreProtocol.toProblem(failure).send(route.response()));
    }

    void list(RoutingContext route) {
        try {
            String after = route.request().getParam(StoreProtocol.AFTER);
            catalog.list(
                            after == null ? null : new MediaId(after),
                            limit(route.request().getParam(StoreProtocol.LIMIT)))
                    .onSuccess(page -> send(route, page))
                    .onFailure(failure -> StoreProtocol.toProblem(failure).send(route.response()));
        } catch (IllegalArgumentException e) {
            StoreProtocol.toProblem(e).send(route.response());
        }
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        int limit = Integer.parseInt(text);
        if (limit <= 0 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit " + limit + " is not from 1 to " + MAX_LIMIT);
        }
        return limit;
    }

    void delete(RoutingContext route, MediaId media) {
        answer(route, media, catalog.delete(media));
    }

    void observe(RoutingContext route, MediaId media) {
        MultiMap fields = route.request().headers();
        answer(
                route,
                media,
                catalog.observe(media, StoreProtocol.readVersion(fields), StoreProtocol.readFreshness(fields)));
    }

    void pin(RoutingContext route, MediaId media) {
        answer(route, media, catalog.pin(media, true));
    }

    void unpin(RoutingContext route, MediaId media) {
        answer(route, media, catalog.pin(media, false));
    }

    private static void answer(RoutingContext route, MediaId media, Future<Boolean> change) {
        change.onSuccess(known -> {
                    if (known) {
                        route.response().setStatusCode(204).end();
                    } else {
                        missing(media).send(route.response());
                    }
                })
                .onFailure(failure -> StoreProtocol.toProblem(failure).send(route.response()));
    }

    private static Problem missing(MediaId media) {
        return new Problem(404, "media is not known", "media " + media + " is not stored here");
    }

    private static void send(RoutingContext route, Object document) {
        route.response().putHeader(HttpHeaders.CONTENT_TYPE, StoreProtocol.JSON).end(StoreProtocol.toJson(document));
    }
}
