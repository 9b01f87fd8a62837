package dev.playhead.gateway.io;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.gateway.core.access.StoreRedirect;
import dev.playhead.gateway.core.fresh.CacheFields;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends players to the store that has their media whole. Event loop only.
 *
 * <p>The answer must not be kept: a player that seeks comes back here, and is told anew where the media is.
 */
public final class StoreDoor {
    private static final int TEMPORARY_REDIRECT = 307;
    /** A store beside us says within a few milliseconds what it has; one that does not is no place to send players to. */
    private static final long PATIENCE_MILLIS = 250;

    private final StoreRedirect redirect;
    private final MediaCatalog catalog;
    private final InstantSource time;

    public StoreDoor(StoreRedirect redirect, MediaCatalog catalog, InstantSource time) {
        this.redirect = redirect;
        this.catalog = catalog;
        this.time = time;
    }

    /**
     * Answers a GET that the store can answer. What is stale is no business of a store: it asks no origin.
     *
     * @param here answers all others
     */
    void serve(HttpServerRequest http, PlayerRequest request, StreamServices services, Runnable here) {
        if (ForwardedHeaders.hasCredential(http.headers())) {
            here.run();
            return;
        }
        catalog.find(request.media())
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .otherwise(Optional.empty())
                .map(known -> known.filter(stored -> services.freshener().isFresh(stored.media(), stored.freshness()))
                        .flatMap(stored -> location(request, stored)))
                .onSuccess(found -> found.ifPresentOrElse(there -> send(http, there, services.stats()), here));
    }

    private Optional<String> location(PlayerRequest request, StoredMedia stored) {
        return redirect.location(stored, request.answer(stored.version()), time.instant());
    }

    /** A player has nothing to ask here while it reads elsewhere, so it keeps no connection. */
    private static void send(HttpServerRequest http, String location, GatewayStats stats) {
        HttpServerResponse response = http.response();
        if (response.closed()) {
            return;
        }
        stats.redirected();
        response.setStatusCode(TEMPORARY_REDIRECT)
                .putHeader("location", location)
                .putHeader("cache-control", "no-store")
                .putHeader(ResponseHead.CACHE_STATUS, CacheFields.HIT);
        if (http.version() == HttpVersion.HTTP_2) { // other streams use the connection
            response.end().onFailure(gone -> response.reset());
        } else {
            response.putHeader("connection", "close").end().eventually(() -> http.connection()
                    .close());
        }
    }
}
