package dev.playhead.gateway.io;

import dev.playhead.gateway.core.access.ApiToken;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Has control routes ask for a token, wherever their router is mounted. Event loop only. */
public final class ApiGate {
    private static final int UNAUTHORIZED = 401;

    private final ApiToken token;
    private final Problems problems;

    public ApiGate(ApiToken token, Problems problems) {
        this.token = token;
        this.problems = problems;
    }

    /** Puts itself before all routes. */
    public void mount(Router router) {
        router.route("/api/*").order(Integer.MIN_VALUE).handler(this::admit);
    }

    private void admit(RoutingContext context) {
        if (token.isIn(context.request().getHeader("authorization"))) {
            context.next();
            return;
        }
        context.response().putHeader("www-authenticate", "Bearer");
        problems.send(context.response(), UNAUTHORIZED, "this needs the token of gateway.api-token");
    }
}
