package dev.playhead.gateway.io;

import dev.playhead.common.config.OriginConfig;
import dev.playhead.gateway.core.route.MediaGlobs;
import dev.playhead.gateway.core.route.Passage;
import dev.playhead.gateway.core.route.TransparentRoute;
import dev.playhead.gateway.io.proxy.Exchange;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * Makes a gateway stand in for one origin: its media by the pipeline, everything else by a proxy. Nothing of our own is
 * at these paths. Event loop only.
 */
public final class TransparentHandler implements Handler<HttpServerRequest> {
    private final OriginConfig origin;
    private final TransparentRoute route;
    private final PlayerHandler players;
    private final OriginProxy proxy;
    private final StreamServices services;

    /** @param maxTarget longest target that is accepted, characters */
    TransparentHandler(
            OriginConfig origin, long maxTarget, PlayerHandler players, OriginProxy proxy, StreamServices services) {
        this.origin = origin;
        this.route = new TransparentRoute(
                new MediaGlobs(origin.transparent().media()),
                !origin.url().getRawPath().isEmpty(),
                maxTarget);
        this.players = players;
        this.proxy = proxy;
        this.services = services;
    }

    @Override
    public void handle(HttpServerRequest http) {
        services.stats().request();
        Passage passage =
                route.decide(http.method().name(), http.uri(), http.headers().contains("range"));
        if (passage instanceof Passage.Refused refused) {
            services.problems().send(http.response(), refused.status(), refused.detail());
        } else if (passage instanceof Passage.Proxied proxied) {
            proxy.serve(http, proxied.target());
        } else {
            media(http, (Passage.Media) passage);
        }
    }

    /**
     * What a player may see with its own credential, others may not: that goes to the origin each time, unless it is asked
     * about each viewer anyway.
     */
    private void media(HttpServerRequest http, Passage.Media media) {
        boolean personal = !origin.asksPerViewer() && ForwardedHeaders.hasCredential(http.headers());
        if (personal || Exchange.isUpgrade(http.headers())) {
            proxy.serve(http, media.at().target());
        } else {
            players.atOrigin(http, origin, media.at(), "");
        }
    }
}
