package dev.playhead.gateway.io;

import dev.playhead.gateway.core.access.Ruling;
import dev.playhead.gateway.io.direct.ShortAnswer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks origins what they give to a viewer: a request for the first byte with the viewer's credentials and none of ours.
 * Connections of its own, so that nobody waits behind whoever watches by pass-through. Event loop only.
 */
final class OriginQuestions {
    /** A player's patience with a first byte. It counts twice: for a connection, and for the answer on it. */
    private static final long PATIENCE_MILLIS = 3_000;

    /** Questions to one origin at a time; each costs it a byte, and a browser opens about as many connections. */
    private static final int AT_A_TIME = 8;

    /** How many more wait; an origin that answers in a tenth of a second is through with them within our patience. */
    private static final int WAITING = 240;

    private final HttpClient client;

    OriginQuestions(Vertx vertx) {
        client = vertx.createHttpClient(
                new HttpClientOptions().setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(AT_A_TIME).setMaxWaitQueueSize(WAITING));
    }

    /**
     * Asks.
     *
     * @param credentials of the viewer
     * @return never fails; empty when the origin cannot be reached, has too many questions already, or is in no state to tell
     */
    Future<Optional<Ruling>> ask(OriginCall call, MultiMap credentials) {
        RequestOptions options = call.options(HttpMethod.GET)
                .setConnectTimeout(PATIENCE_MILLIS)
                .setIdleTimeout(PATIENCE_MILLIS)
                .setHeaders(MultiMap.caseInsensitiveMultiMap()
                        .addAll(credentials)
                        .set("accept-encoding", "identity")
                        .set("range", "bytes=0-0"));
        return attempt(options)
                // A kept connection may turn out to be closed.
                .recover(cause -> cause instanceof HttpClosedException ? attempt(options) : Future.failedFuture(cause))
                .map(OriginQuestions::judge)
                .otherwise(away -> Optional.empty());
    }

    Future<Void> close() {
        return client.close();
    }

    private Future<HttpClientResponse> attempt(RequestOptions options) {
        return client.request(options).compose(OriginQuestions::send);
    }

    private static Future<HttpClientResponse> send(HttpClientRequest opened) {
        // What happens to the request fails its answer too; without a handler it would be logged as an error besides.
        opened.exceptionHandler(told -> {});
        return opened.send().timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).onFailure(late -> opened.reset());
    }

    private static Optional<Ruling> judge(HttpClientResponse answer) {
        Optional<Ruling> ruling = Ruling.of(answer.statusCode(), answer.getHeader("www-authenticate"));
        ShortAnswer.leave(answer);
        return ruling;
    }
}
