package dev.playhead.standalone.run;

import dev.playhead.common.http.ContentRange;
import dev.playhead.common.model.ByteRange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/** An origin on a free loopback port whose every path is a small media of zeros; for playing to nobody. */
final class ZeroOrigin {
    /** Two chunks of the smallest size. */
    static final int LENGTH = 512 * 1024;

    private static final Buffer MEDIA = Buffer.buffer(new byte[LENGTH]);

    private final HttpServer server;

    private ZeroOrigin(HttpServer server) {
        this.server = server;
    }

    static Future<ZeroOrigin> start(Vertx vertx) {
        return vertx.createHttpServer()
                .requestHandler(ZeroOrigin::answer)
                .listen(0, "127.0.0.1")
                .map(ZeroOrigin::new);
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    Future<Void> close() {
        return server.close();
    }

    /** Answers single ranges, with an end as fetchers send them, and open ones. */
    private static void answer(HttpServerRequest request) {
        String[] bounds = request.getHeader("range").replaceFirst("bytes=", "").split("-", 2);
        long start = bounds[0].isEmpty() ? LENGTH - Long.parseLong(bounds[1]) : Long.parseLong(bounds[0]);
        long end = bounds[0].isEmpty() || bounds[1].isEmpty() ? LENGTH : Long.parseLong(bounds[1]) + 1;
        ByteRange range = new ByteRange(start, Math.min(end, LENGTH));
        request.response()
                .setStatusCode(206)
                .putHeader("etag", "\"zeros\"")
                .putHeader("content-type", "video/mp4")
                .putHeader("content-range", new ContentRange(range, LENGTH).toHeader())
                .end(MEDIA.slice((int) range.start(), (int) range.end()));
    }
}
