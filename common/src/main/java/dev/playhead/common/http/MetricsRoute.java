package dev.playhead.common.http;

import dev.playhead.common.metrics.Meters;
import io.vertx.ext.web.Router;

/** {@code GET /metrics} of a management server: all numbers of the process, as Prometheus reads them. */
public final class MetricsRoute {
    public static final String PATH = "/metrics";

    private MetricsRoute() {}

    public static void mount(Router router, Meters meters) {
        router.get(PATH).handler(context -> context.response()
                .putHeader("content-type", Meters.CONTENT_TYPE)
                .putHeader("cache-control", "no-store")
                .end(meters.scrape()));
    }
}
