package dev.playhead.common.bytes.http;

import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.model.MediaId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Requests to the stores: where each goes, with what secret, and what a refusal means. Thread-safe.
 *
 * <p>Each event loop has connections of its own. The pool of a client hands out the one used last, whoever opened it, and
 * a piece whose bytes come by another event loop changes threads five times.
 */
final class StoreCalls {
    /** The lever of throughput between processes: the default of 8 KiB costs more than half of it. */
    private static final int CHUNK_BYTES = 1024 * 1024;

    private static final int CONNECT_TIMEOUT_MS = 2_000;
    /** Each open read and write holds a connection; what limits them is files and memory at the store. */
    private static final int CONNECTIONS = 8_192;

    private static final int MAX_HEADER_BYTES = 64 * 1024;

    /** As many as there are event loops; were there more of those, some would share one. */
    private final List<HttpClient> clients;
    /** Which event loop has which. */
    private final Map<Thread, HttpClient> byLoop = new ConcurrentHashMap<>();

    private final Rendezvous placement;
    private final Optional<String> secret;

    StoreCalls(Vertx vertx, List<URI> stores, Optional<String> secret) {
        this.placement = new Rendezvous(stores);
        this.secret = secret;
        this.clients = Stream.generate(() -> client(vertx))
                .limit(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE)
                .toList();
    }

    private static HttpClient client(Vertx vertx) {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setMaxChunkSize(CHUNK_BYTES)
                        .setReceiveBufferSize(CHUNK_BYTES)
                        .setMaxHeaderSize(MAX_HEADER_BYTES)
                        .setConnectTimeout(CONNECT_TIMEOUT_MS)
                        .setTcpKeepAlive(true)
                        .setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    private HttpClient client() {
        return Context.isOnEventLoopThread()
                ? byLoop.computeIfAbsent(Thread.currentThread(), loop -> clients.get(byLoop.size() % clients.size()))
                : clients.get(0);
    }

    List<URI> stores() {
        return placement.stores();
    }

    URI storeOf(MediaId media) {
        return placement.storeOf(media);
    }

    /** Succeeds with a request that is ready to be sent; fails with {@link StoreException.Unavailable}. */
    Future<HttpClientRequest> request(HttpMethod method, URI store, String target) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setSsl("https".equals(store.getScheme()))
                .setHost(store.getHost())
                .setPort(port(store))
                .setURI(prefix(store) + target);
        return client().request(options)
                .map(request -> {
                    StoreProtocol.writeSecret(request.headers(), secret);
                    return request;
                })
                .recover(failure -> Future.failedFuture(unavailable(store, failure)));
    }

    /** Succeeds with status and body of a small answer; fails with {@link StoreException.Unavailable}. */
    Future<Answer> ask(HttpMethod method, URI store, String target) {
        return ask(method, store, target, Buffer.buffer());
    }

    /** The same with a small body. */
    Future<Answer> ask(HttpMethod method, URI store, String target, Buffer body) {
        return request(method, store, target).compose(request -> answer(store, request, body));
    }

    /** Succeeds with status and body of the answer to a request with fields of its own; fails as {@link #ask} does. */
    Future<Answer> tell(HttpMethod method, URI store, String target, Consumer<MultiMap> fields) {
        return request(method, store, target).compose(request -> {
            fields.accept(request.headers());
            return answer(store, request, Buffer.buffer());
        });
    }

    private static Future<Answer> answer(URI store, HttpClientRequest request, Buffer body) {
        return (body.length() == 0 ? request.send() : request.send(body))
                .compose(response -> response.body().map(answer -> new Answer(response.statusCode(), answer)))
                .recover(failure -> Future.failedFuture(unavailable(store, failure)));
    }

    /** A whole answer. */
    record Answer(int status, Buffer body) {
        private static final int OK = 200;
        private static final int NO_CONTENT = 204;
        private static final int NOT_FOUND = 404;

        StoreException toException() {
            return StoreProtocol.toException(status, detail(body));
        }

        /** Succeeds with the document that was asked for. */
        <T> Future<T> document(Function<Buffer, T> reader) {
            return status == OK ? read(reader) : failed();
        }

        /** Succeeds with the document that was asked for, or with nothing where there is none. */
        <T> Future<Optional<T>> found(Function<Buffer, T> reader) {
            return status == NOT_FOUND
                    ? Future.succeededFuture(Optional.empty())
                    : document(reader).map(Optional::of);
        }

        /** Succeeds with whether there was what was to be changed. */
        Future<Boolean> changed() {
            return switch (status) {
                case NO_CONTENT -> Future.succeededFuture(true);
                case NOT_FOUND -> Future.succeededFuture(false);
                default -> failed();
            };
        }

        private <T> Future<T> failed() {
            return Future.failedFuture(toException());
        }

        /** Fails with {@link StoreException.Unavailable} when it is no such document. */
        private <T> Future<T> read(Function<Buffer, T> reader) {
            try {
                return Future.succeededFuture(reader.apply(body));
            } catch (IllegalArgumentException e) {
                return Future.failedFuture(new StoreException.Unavailable(String.valueOf(e.getMessage())));
            }
        }
    }

    /** Succeeds with what a refusal means; never fails. */
    static Future<StoreException> refusal(HttpClientResponse response) {
        return response.body()
                .otherwise(Buffer.buffer())
                .map(body -> StoreProtocol.toException(response.statusCode(), detail(body)));
    }

    private static String detail(Buffer problem) {
        try {
            return problem.toJsonObject().getString("detail", "");
        } catch (DecodeException | ClassCastException notAProblem) {
            return "";
        }
    }

    static StoreException.Unavailable unavailable(URI store, Throwable failure) {
        return new StoreException.Unavailable("store " + store + " cannot be reached: " + failure.getMessage());
    }

    private static int port(URI store) {
        if (store.getPort() >= 0) {
            return store.getPort();
        }
        return "https".equals(store.getScheme()) ? 443 : 80;
    }

    private static String prefix(URI store) {
        String path = store.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    Future<Void> close() {
        return Future.all(clients.stream().map(HttpClient::close).toList()).mapEmpty();
    }
}
