package dev.playhead.gateway.io.proxy;

import dev.playhead.gateway.core.http.UntouchedAnswer;
import dev.playhead.gateway.core.proxy.HopByHop;
import dev.playhead.gateway.core.stream.DirectAnswer;
import dev.playhead.gateway.io.direct.DirectFields;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One request of a player, carried to a server, and the answer back; both bodies as they come, at the pace of whoever
 * takes them. When either side leaves, the other is left at once. Event loop only.
 */
public final class Exchange {
    private static final int SWITCHING_PROTOCOLS = 101;
    /** How long a player whose request was answered early may go on to send before its connection is closed. */
    private static final long LINGER_MILLIS = 5000;
    /** May be sent again when a kept connection turns out to be closed (RFC 9110, section 9.2.2). */
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final HttpServerRequest player;
    private final HttpServerResponse response;
    private final HttpClient client;
    private final RequestOptions options;
    private final UnaryOperator<MultiMap> answerHeaders;
    private final boolean upgrade;
    private final boolean hasBody;
    private @Nullable HttpClientRequest request;
    private boolean judged;
    private boolean gone;

    /**
     * @param options the whole request but for its body
     * @param answerHeaders what the player gets for the fields of an answer
     */
    public Exchange(
            HttpServerRequest player,
            HttpClient client,
            RequestOptions options,
            UnaryOperator<MultiMap> answerHeaders) {
        this.player = player;
        this.response = player.response();
        this.client = client;
        this.options = options;
        this.answerHeaders = answerHeaders;
        this.upgrade = player.method().equals(HttpMethod.GET) && isUpgrade(player.headers());
        String length = player.getHeader("content-length");
        this.hasBody = player.headers().contains("transfer-encoding") || length != null && !length.equals("0");
    }

    /** Whether a request asks for another protocol that is passed through. */
    public static boolean isUpgrade(MultiMap headers) {
        return HopByHop.isUpgrade(headers.getAll("connection"), headers.getAll("upgrade"));
    }

    /** Has the answer fail with {@link ContradictoryAnswer} where it is none to the range that is asked for. */
    public Exchange judged() {
        judged = true;
        return this;
    }

    /**
     * Runs it.
     *
     * @return succeeds when the answer is sent; fails when it could not be, or not whole: while no head is written the
     *     response is untouched then, afterwards its connection is broken
     */
    public Future<Void> run() {
        player.pause();
        response.closeHandler(closed -> abandon());
        response.exceptionHandler(closed -> abandon());
        return attempt()
                .recover(cause -> mayRepeat(cause) ? attempt() : Future.failedFuture(cause))
                .recover(cause -> {
                    if (response.headWritten() && !response.ended()) {
                        response.reset();
                    }
                    return Future.failedFuture(cause);
                })
                .eventually(this::settle);
    }

    /** Whether the player has left. */
    public boolean isAbandoned() {
        return gone;
    }

    private Future<Void> attempt() {
        return client.request(options).compose(this::send).compose(this::relay);
    }

    private boolean mayRepeat(Throwable cause) {
        return cause instanceof HttpClosedException
                && SAFE.contains(player.method())
                && !hasBody
                && !upgrade
                && !gone
                && !response.headWritten();
    }

    private Future<HttpClientResponse> send(HttpClientRequest opened) {
        request = opened;
        // Whatever happens to the request fails its answer too; without a handler it would be logged as an error
        // besides.
        opened.exceptionHandler(told -> {});
        if (gone || response.closed()) {
            opened.reset();
            return Future.failedFuture(new IllegalStateException("the player has left"));
        }
        if (upgrade) {
            opened.putHeader("Connection", "Upgrade").putHeader("Upgrade", player.getHeader("upgrade"));
            return opened.connect();
        }
        if (!hasBody) {
            player.resume();
            return opened.send();
        }
        if ("100-continue".equalsIgnoreCase(player.getHeader("expect"))) {
            response.writeContinue();
        }
        opened.setChunked(player.headers().contains("transfer-encoding"));
        player.pipe().endOnFailure(false).to(opened).onFailure(broken -> opened.reset());
        return opened.response();
    }

    private Future<Void> relay(HttpClientResponse answer) {
        UntouchedAnswer seen = seen(answer);
        Optional<String> contradiction = judged ? seen.contradiction(options.getHeaders()::getAll) : Optional.empty();
        if (contradiction.isPresent()) {
            answer.request().reset();
            return Future.failedFuture(new ContradictoryAnswer(contradiction.get()));
        }
        response.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
        response.headers().addAll(answerHeaders.apply(answer.headers()));
        if (answer.statusCode() == SWITCHING_PROTOCOLS) {
            return upgrade
                    ? upgraded(answer)
                    : Future.failedFuture(new IllegalStateException("an upgrade nobody asked for"));
        }
        boolean sized = answer.headers().contains("content-length");
        if (!sized && !isBodiless(player.method(), answer.statusCode())) {
            response.setChunked(true);
        }
        OptionalLong implied =
                judged && player.method().equals(HttpMethod.GET) ? seen.impliedLength() : OptionalLong.empty();
        ReadStream<Buffer> body = implied.isPresent() ? new MeasuredBody(answer, implied.getAsLong()) : answer;
        Future<Void> sent = body.pipe().endOnFailure(false).to(response).onFailure(broken -> answer.request()
                .reset());
        // A request that asked for an upgrade has no end of its own, so its connection is of no further use.
        return upgrade ? sent.eventually(() -> answer.request().reset()) : sent;
    }

    private static UntouchedAnswer seen(HttpClientResponse answer) {
        DirectAnswer.Fields fields = DirectFields.of(answer);
        return new UntouchedAnswer(
                fields.status(),
                fields.contentRange(),
                fields.contentLength(),
                fields.contentType(),
                fields.validator().etag());
    }

    /** Both sockets are held back until they are joined, so that what follows the answer at once is not lost. */
    private Future<Void> upgraded(HttpClientResponse answer) {
        NetSocket origin = answer.netSocket().pause();
        response.putHeader("Connection", "Upgrade").putHeader("Upgrade", answer.getHeader("upgrade"));
        return player.toNetSocket().compose(socket -> Tunnel.join(socket.pause(), origin));
    }

    private void abandon() {
        gone = true;
        if (request != null) {
            request.reset();
        }
    }

    /** What a player still sends is taken and thrown away for a while: closing at once could cost it the answer. */
    private Future<Void> settle() {
        if (!hasBody || gone || player.isEnded()) {
            player.resume();
            return Future.succeededFuture();
        }
        player.handler(ignored -> {}).resume();
        return player.end().timeout(LINGER_MILLIS, TimeUnit.MILLISECONDS).recover(late -> player.connection()
                .close());
    }

    /** Whether an answer has no body whatever its fields say. */
    private static boolean isBodiless(HttpMethod method, int status) {
        return method.equals(HttpMethod.HEAD) || status == 204 || status == 304 || status < 200;
    }
}
