package dev.playhead.gateway.io;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.http.core.MediaQuery;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.security.Sealer;
import dev.playhead.gateway.core.fresh.CacheFields;
import dev.playhead.gateway.core.fresh.Standing;
import dev.playhead.gateway.core.route.OriginPath;
import dev.playhead.gateway.core.route.PlayerTarget;
import dev.playhead.gateway.core.route.RecentMediaIds;
import dev.playhead.gateway.core.session.Viewer;
import dev.playhead.gateway.core.stream.Verdict;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Understands players' requests: which media, which bytes, who asks. Works on the raw request target, which routers
 * normalise; what is no player's target goes to the next handler. Event loop only.
 */
public final class PlayerHandler implements Handler<HttpServerRequest> {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    /** Sent by Apple's players, the same for all requests of one playback. */
    private static final String SESSION_HEADER = "x-playback-session-id";

    private final PlayerTarget.Parser targets;
    private final Map<OriginName, OriginConfig> origins;
    private final MediaCatalog catalog;
    private final Sealer sealer;
    private final StreamServices services;
    private final Handler<HttpServerRequest> elsewhere;
    private final RecentMediaIds ids = new RecentMediaIds();
    private Optional<StoreDoor> atOrigin = Optional.empty();
    private Optional<StoreDoor> byId = Optional.empty();

    public PlayerHandler(
            PlayerTarget.Parser targets,
            Map<OriginName, OriginConfig> origins,
            MediaCatalog catalog,
            Sealer sealer,
            StreamServices services,
            Handler<HttpServerRequest> elsewhere) {
        this.targets = targets;
        this.origins = Map.copyOf(origins);
        this.catalog = catalog;
        this.sealer = sealer;
        this.services = services;
        this.elsewhere = elsewhere;
    }

    /**
     * Sends players to their media's store where that can answer them.
     *
     * @param idsToo whether those that ask by the id of a media are sent there as well
     */
    public PlayerHandler sending(StoreDoor door, boolean idsToo) {
        atOrigin = Optional.of(door);
        byId = idsToo ? atOrigin : Optional.empty();
        return this;
    }

    @Override
    public void handle(HttpServerRequest http) {
        services.stats().request();
        PlayerTarget target = targets.parse(http.uri());
        if (target instanceof PlayerTarget.Elsewhere) {
            elsewhere.handle(http);
        } else if (!http.method().equals(HttpMethod.GET) && !http.method().equals(HttpMethod.HEAD)) {
            services.problems().methodNotAllowed(http.response(), http.method().name(), "GET, HEAD");
        } else if (target instanceof PlayerTarget.Refused refused) {
            services.problems().send(http.response(), refused.status(), refused.detail());
        } else if (target instanceof PlayerTarget.AtOrigin named) {
            atOrigin(http, named);
        } else {
            byId(http, ((PlayerTarget.ById) target).id());
        }
    }

    private void atOrigin(HttpServerRequest http, PlayerTarget.AtOrigin named) {
        Optional<OriginConfig> origin = named.among(origins);
        if (origin.isPresent()) {
            atOrigin(
                    http,
                    origin.get(),
                    named.at(),
                    PlayerTarget.mountOf(origin.get().name()));
        } else {
            services.problems().send(http.response(), NOT_FOUND, "origin '" + named.origin() + "' is not configured");
        }
    }

    /**
     * Serves the media at a path of an origin.
     *
     * @param mount the path below which the player sees the origin
     */
    void atOrigin(HttpServerRequest http, OriginConfig origin, OriginPath at, String mount) {
        String query = at.query();
        PlayerRequest request = new PlayerRequest(
                ids.of(origin.name(), at, origin.ignoreQuery()),
                new MediaSource(at.path(), query == null ? null : sealer.seal(query)),
                query(http),
                viewer(http, at.session()),
                Optional.of(new OriginCall(origin, at.target(), mount)),
                Traces.of(http));
        boolean personal = !origin.asksPerViewer() && ForwardedHeaders.hasCredential(http.headers());
        if (personal || services.registry().isUncacheable(request.media())) {
            services.passThrough().serve(http, request.origin().orElseThrow());
        } else if (origin.asksPerViewer()) {
            // A link to a store would hold for longer than what the origin says of a viewer.
            services.admissions()
                    .admit(http, request.origin().orElseThrow(), () -> play(http, request, Optional.empty()));
        } else {
            play(http, request, atOrigin);
        }
    }

    private void play(HttpServerRequest http, PlayerRequest request, Optional<StoreDoor> door) {
        if (request.query().head()) {
            catalog.find(request.media())
                    .onSuccess(known -> known.ifPresentOrElse(
                            media -> answerHead(http, request, media),
                            () -> PlayerStream.serve(http, request, services)))
                    .onFailure(away -> PlayerStream.serve(http, request, services));
        } else {
            serve(http, request, door);
        }
    }

    private void serve(HttpServerRequest http, PlayerRequest request, Optional<StoreDoor> door) {
        Runnable here = () -> PlayerStream.serve(http, request, services);
        door.ifPresentOrElse(there -> there.serve(http, request, services, here), here);
    }

    private void byId(HttpServerRequest http, String id) {
        Optional<MediaId> media = parse(id);
        if (media.isEmpty()) {
            services.problems().send(http.response(), NOT_FOUND, "'" + id + "' is not the id of a media");
            return;
        }
        OriginConfig origin = origins.get(media.get().origin());
        if (origin != null && !services.admissions().isOpenById(http, origin, id)) {
            services.problems()
                    .send(
                            http.response(),
                            FORBIDDEN,
                            "origin " + origin.name() + " decides about each viewer: this needs a link that was signed"
                                    + " here, or the media's path at " + PlayerTarget.mountOf(origin.name()));
            return;
        }
        catalog.find(media.get())
                .onSuccess(found -> found.ifPresentOrElse(stored -> stored(http, stored), () -> services.problems()
                        .send(http.response(), NOT_FOUND, "media " + media.get() + " is not known")))
                .onFailure(away -> services.problems()
                        .unavailable(http.response(), "the store cannot be reached", Duration.ofSeconds(1)));
    }

    private void stored(HttpServerRequest http, StoredMedia stored) {
        PlayerRequest request = new PlayerRequest(
                stored.media(),
                stored.source(),
                query(http),
                viewer(http, Optional.empty()),
                call(stored),
                Traces.of(http));
        if (request.query().head()) {
            answerHead(http, request, stored);
        } else {
            serve(http, request, byId);
        }
    }

    /** A known media answers for itself, once its origin has been asked where that is due; nobody has to be told. */
    private void answerHead(HttpServerRequest http, PlayerRequest request, StoredMedia media) {
        services.freshener()
                .check(
                        request.media(),
                        request.origin().map(call -> call.media(request.media())),
                        media.version(),
                        media.freshness())
                .onSuccess(standing -> answerHead(http, request, media, standing));
    }

    private void answerHead(HttpServerRequest http, PlayerRequest request, StoredMedia media, Standing standing) {
        switch (standing.kind()) {
            case FRESH, CONFIRMED, STALE ->
                ResponseHead.sendWithoutBody(
                        http.response(),
                        request.answer(media.version()),
                        CacheFields.of(standing, true, services.time().millis()));
            case REPLACED -> PlayerStream.serve(http, request, services);
            case WITHDRAWN -> VerdictAnswer.give(Verdict.PASS_THROUGH, http, request, services);
        }
    }

    private Optional<OriginCall> call(StoredMedia stored) {
        OriginConfig origin = origins.get(stored.media().origin());
        if (origin == null) {
            return Optional.empty();
        }
        String sealed = stored.source().sealedQuery();
        try {
            String query = sealed == null ? "" : "?" + sealer.open(sealed);
            return Optional.of(new OriginCall(origin, stored.source().path() + query));
        } catch (IllegalArgumentException anotherKey) {
            return Optional.empty();
        }
    }

    private static MediaQuery query(HttpServerRequest http) {
        return MediaQuery.of(http.method().equals(HttpMethod.HEAD), http.headers()::getAll);
    }

    private static Viewer viewer(HttpServerRequest http, Optional<String> parameter) {
        String header = http.getHeader(SESSION_HEADER);
        return new Viewer(
                http.remoteAddress().hostAddress(),
                Objects.requireNonNullElse(http.getHeader("user-agent"), ""),
                header == null ? parameter.orElse(null) : header);
    }

    private static Optional<MediaId> parse(String id) {
        try {
            return Optional.of(new MediaId(id));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
