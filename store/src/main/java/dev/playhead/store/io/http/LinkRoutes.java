package dev.playhead.store.io.http;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.bytes.http.StoreLinks;
import dev.playhead.common.bytes.http.StoreProtocol;
import dev.playhead.common.http.Boundaries;
import dev.playhead.common.http.Problem;
import dev.playhead.common.http.core.MediaQuery;
import dev.playhead.common.http.core.PlannedAnswer;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.security.SignedLinks.Worth;
import dev.playhead.store.io.run.OpenStore;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * What players have of a store by the links of gateways (docs/decisions/0013): one version each, and nothing else. Who has a
 * link needs no secret. Event loop only.
 *
 * <p>Nobody fetches for such a player, so bytes that are not here are not waited for: the link leads nowhere then.
 */
final class LinkRoutes {
    private static final int FORBIDDEN = 403;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int GONE = 410;

    private final SliceSender.Means means;
    private final OpenStore store;
    private final Optional<StoreLinks> links;
    private final InstantSource time;

    /** @param links empty when no link is worth anything here */
    LinkRoutes(SliceSender.Means means, OpenStore store, Optional<StoreLinks> links, InstantSource time) {
        this.means = means;
        this.store = store;
        this.links = links;
        this.time = time;
    }

    /** Adds the route before those that ask for the secret. */
    void mount(Router router) {
        router.route(StoreLinks.PATH + "/:media/:version").handler(this::admit);
    }

    private void admit(RoutingContext route) {
        HttpServerRequest request = route.request();
        HttpServerResponse response = route.response();
        openToScripts(response);
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            response.putHeader("allow", "GET, HEAD");
            new Problem(METHOD_NOT_ALLOWED, "Method Not Allowed", "a link can be read alone").send(response);
            return;
        }
        switch (worth(route)) {
            case VALID -> look(request, route.pathParam("media"), route.pathParam("version"));
            case EXPIRED -> gone(response, "the link has expired");
            case FORGED ->
                new Problem(FORBIDDEN, "Forbidden", "this needs a link that a gateway of this fleet has signed")
                        .send(response);
        }
    }

    /** A script of any page may read what it has a link to: the link itself is the permission, and no cookie adds to it. */
    private static void openToScripts(HttpServerResponse response) {
        response.putHeader("access-control-allow-origin", "*")
                .putHeader("access-control-expose-headers", "accept-ranges, content-length, content-range, etag");
    }

    private Worth worth(RoutingContext route) {
        String query = Objects.requireNonNullElse(route.request().query(), "");
        return links.map(judge ->
                        judge.judge(route.pathParam("media"), route.pathParam("version"), query, time.instant()))
                .orElse(Worth.FORGED);
    }

    private void look(HttpServerRequest request, String media, String version) {
        MediaQuery query = MediaQuery.of(request.method().equals(HttpMethod.HEAD), request.headers()::getAll);
        store.mediaCatalog()
                .find(new MediaId(media))
                .onSuccess(found -> found.filter(
                                stored -> stored.version().id().value().equals(version))
                        .ifPresentOrElse(
                                stored -> answer(request, stored, query),
                                () -> gone(request.response(), "the media is not here any more as the link names it")))
                .onFailure(failure -> StoreProtocol.toProblem(failure).send(request.response()));
    }

    private void answer(HttpServerRequest request, StoredMedia stored, MediaQuery query) {
        PlannedAnswer answer = PlannedAnswer.to(query, stored.version(), Boundaries::next);
        if (query.head() || answer.body().pieces().isEmpty()) {
            LinkDownload.sendWithoutBody(request.response(), answer);
        } else if (answer.plan().ranges().stream().allMatch(stored.readable()::covers)) {
            LinkDownload.start(means, request, store.mediaReader(), stored.media(), answer);
        } else {
            gone(request.response(), "the media is not here any more with all its bytes");
        }
    }

    static void gone(HttpServerResponse response, String detail) {
        new Problem(GONE, "Gone", detail + "; ask the gateway again").send(response);
    }
}
