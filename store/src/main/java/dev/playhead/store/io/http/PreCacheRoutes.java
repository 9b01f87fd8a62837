package dev.playhead.store.io.http;

import dev.playhead.common.bytes.PreCacheWish;
import dev.playhead.common.bytes.PreCaches;
import dev.playhead.common.bytes.http.StoreProtocol;
import dev.playhead.common.http.Problem;
import dev.playhead.common.model.MediaId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.jspecify.annotations.Nullable;

/** What the store is asked to have beforehand, as documents. Event loop only. */
final class PreCacheRoutes {
    /** A path and a sealed query of eight kilobytes each have room. */
    private static final long MAX_BODY = 64 * 1024;

    private final PreCaches preCaches;

    PreCacheRoutes(PreCaches preCaches) {
        this.preCaches = preCaches;
    }

    /** @param one the path of one media's wish */
    void mount(Router router, String one) {
        BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY);
        router.put(one).handler(body).handler(StoreHttp.withMedia(this::put));
        router.get(one).handler(StoreHttp.withMedia(this::get));
        router.delete(one).handler(StoreHttp.withMedia((route, media) -> answer(route, preCaches.cancel(media))));
        router.post(one + StoreProtocol.PROBLEM).handler(body).handler(StoreHttp.withMedia(this::giveUp));
        router.get(StoreProtocol.PRE_CACHES).handler(this::list);
    }

    private void put(RoutingContext route, MediaId media) {
        PreCacheWish wish = StoreProtocol.readWish(body(route.body().buffer()));
        if (!wish.media().equals(media)) {
            throw new IllegalArgumentException("media '" + wish.media() + "' is not the '" + media + "' of the path");
        }
        send(route, preCaches.request(wish));
    }

    private void get(RoutingContext route, MediaId media) {
        preCaches
                .find(media)
                .onSuccess(found -> found.ifPresentOrElse(
                        there -> send(route, Future.succeededFuture(there)), () -> missing(route)))
                .onFailure(failure -> StoreProtocol.toProblem(failure).send(route.response()));
    }

    private void giveUp(RoutingContext route, MediaId media) {
        answer(route, preCaches.giveUp(media, body(route.body().buffer()).toString()));
    }

    private void list(RoutingContext route) {
        send(route, preCaches.list());
    }

    private static Buffer body(@Nullable Buffer sent) {
        return sent == null ? Buffer.buffer() : sent;
    }

    private static void answer(RoutingContext route, Future<Boolean> change) {
        change.onSuccess(known -> {
                    if (known) {
                        route.response().setStatusCode(204).end();
                    } else {
                        missing(route);
                    }
                })
                .onFailure(failure -> StoreProtocol.toProblem(failure).send(route.response()));
    }

    private static void missing(RoutingContext route) {
        new Problem(
                        404,
                        "no such wish",
                        "no pre-cache was asked for at " + route.request().path())
                .send(route.response());
    }

    private static void send(RoutingContext route, Future<?> document) {
        document.onSuccess(found -> route.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, StoreProtocol.JSON)
                        .end(StoreProtocol.toJson(found)))
                .onFailure(failure -> StoreProtocol.toProblem(failure).send(route.response()));
    }
}
