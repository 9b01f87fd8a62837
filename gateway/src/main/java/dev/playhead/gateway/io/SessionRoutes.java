package dev.playhead.gateway.io;

import dev.playhead.gateway.core.api.PositionReport;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.Optional;

/** Hears from players where they play: {@code POST /api/sessions/{id}/position}. Event loop only. */
public final class SessionRoutes {
    private static final String POSITION = "/api/sessions/:id/position";
    /** Three numbers and their names. */
    private static final long MAX_BODY = 1024;

    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final StreamRegistry registry;
    private final InstantSource time;
    private final Problems problems;

    public SessionRoutes(StreamRegistry registry, InstantSource time, Problems problems) {
        this.registry = registry;
        this.time = time;
        this.problems = problems;
    }

    /** Adds the routes before those that refuse what they do not know. */
    public void mount(Router router) {
        router.post(POSITION)
                .order(-1)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .handler(this::position);
    }

    private void position(RoutingContext context) {
        PositionReport report;
        try {
            report = PositionReport.of(JsonBody.fields(context)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "body: '" + context.body().asString() + "' is not a JSON object")));
        } catch (IllegalArgumentException malformed) {
            problems.send(context.response(), BAD_REQUEST, String.valueOf(malformed.getMessage()));
            return;
        }
        String session = context.pathParam("id");
        Optional<StreamReporter> stream = registry.voices().find(session);
        if (stream.isEmpty()) {
            problems.send(
                    context.response(), NOT_FOUND, "id: session '" + session + "' has no open stream at this gateway");
            return;
        }
        stream.get().reports(report, time.instant());
        context.response().setStatusCode(NO_CONTENT).end().onFailure(gone -> context.response()
                .reset());
    }
}
