package dev.playhead.gateway.io;

import dev.playhead.common.http.Problem;
import dev.playhead.gateway.core.proxy.HopByHop;
import dev.playhead.gateway.io.proxy.Exchange;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Our own routes on a management port, for a gateway whose player port belongs to an origin. Event loop only. */
public final class OwnRoutesRelay {
    private static final List<String> ROUTES = List.of("/api/*", "/o/*", "/media/*");

    private final HttpClient client;
    private final Supplier<Optional<URI>> gateway;

    /** @param gateway where it answers them; empty while it does not */
    public OwnRoutesRelay(Vertx vertx, Supplier<Optional<URI>> gateway) {
        this.client = vertx.createHttpClient();
        this.gateway = gateway;
    }

    public void mount(Router routes) {
        ROUTES.forEach(route -> routes.route(route).handler(context -> handle(context.request())));
    }

    private void handle(HttpServerRequest http) {
        Optional<URI> there = gateway.get();
        if (there.isEmpty()) {
            new Problem(503, "Service Unavailable", "the gateway is not open").send(http.response());
            return;
        }
        RequestOptions options = new RequestOptions()
                .setMethod(http.method())
                .setHost(there.get().getHost())
                .setPort(there.get().getPort())
                .setURI(http.uri())
                .setHeaders(endToEnd(http.headers()).remove("expect"));
        new Exchange(http, client, options, OwnRoutesRelay::endToEnd).run().onFailure(cause -> {
            if (!http.response().headWritten() && !http.response().closed()) {
                new Problem(502, "Bad Gateway", "the gateway did not answer").send(http.response());
            }
        });
    }

    private static MultiMap endToEnd(MultiMap message) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(message);
        HopByHop.names(message.getAll("connection")).forEach(headers::remove);
        return headers;
    }
}
