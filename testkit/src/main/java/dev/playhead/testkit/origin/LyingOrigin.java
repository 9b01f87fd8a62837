package dev.playhead.testkit.origin;

import dev.playhead.broker.FreePort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.BindException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP origin of virtual files that lies, stalls and breaks on demand. Thread-safe; has its own event loop.
 *
 * <p>Honest by default: single and suffix ranges, 416, HEAD, If-Range, If-None-Match, strong tags, keep-alive. Files
 * take no memory, so any size will do. Faults come from {@link #lies()} for all files and {@link OriginFile#lies()} for
 * one.
 */
public final class LyingOrigin implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;
    private static final int BIND_ATTEMPTS = 100;
    private static final long BIND_AGAIN_MILLIS = 20;

    private final Vertx vertx = Vertx.vertx(
            new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
    private final Map<String, OriginFile> files = new ConcurrentHashMap<>();
    private final RequestLog requests = new RequestLog();
    private final Lies lies = new Lies();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Throttle total = new Throttle(Throttle.UNLIMITED);
    private final String host;
    /** None of those that the system gives to connections: one of them might take it while the origin is away. */
    private final int port = FreePort.next();

    private @Nullable HttpServer server;

    private LyingOrigin(String host) {
        this.host = host;
    }

    /** Starts an origin on a free loopback port. */
    public static LyingOrigin start() {
        return startOn("127.0.0.1");
    }

    /** Starts an origin on a free port of an address of this machine, for players that are not on it. */
    public static LyingOrigin startOn(String host) {
        LyingOrigin origin = new LyingOrigin(host);
        origin.restart();
        return origin;
    }

    /** Listens again after {@link #stop}, on the same port. */
    public synchronized void restart() {
        if (server == null) {
            server = await(listen(BIND_ATTEMPTS));
        }
    }

    /** A socket keeps its port until its selector lets it go, which is after its close has been told of. */
    private Future<HttpServer> listen(int attempts) {
        return vertx.createHttpServer(new HttpServerOptions().setHost(host).setPort(port))
                .requestHandler(this::answer)
                .connectionHandler(connection -> connections.incrementAndGet())
                .listen()
                .recover(cause -> cause instanceof BindException && attempts > 1
                        ? vertx.timer(BIND_AGAIN_MILLIS, TimeUnit.MILLISECONDS).compose(later -> listen(attempts - 1))
                        : Future.failedFuture(cause));
    }

    /** Cuts all connections and listens no more; files, faults and log stay. */
    public synchronized void stop() {
        if (server != null) {
            await(server.close());
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
        await(vertx.close());
    }

    public URI url() {
        return URI.create("http://" + host + ":" + port);
    }

    /**
     * Adds a file, or replaces the one of that name.
     *
     * @param path raw, as it stands in a request
     * @param length bytes
     */
    public OriginFile serve(String path, long length) {
        OriginFile file = new OriginFile(path, length);
        files.put(path, file);
        return file;
    }

    /** Returns a file that is there. */
    public OriginFile file(String path) {
        OriginFile file = files.get(path);
        if (file == null) {
            throw new IllegalArgumentException("file " + path + " is not there");
        }
        return file;
    }

    /** Answers 404 for it from now on. */
    public void remove(OriginFile file) {
        files.remove(file.path());
    }

    /** The requests so far. */
    public RequestLog requests() {
        return requests;
    }

    /** Returns how many connections were ever accepted. */
    public int connections() {
        return connections.get();
    }

    /** How requests for all files are answered. */
    public Lies lies() {
        return lies;
    }

    /** Limits what all answers together send, from now on. */
    public void totalBandwidth(long bytesPerSecond) {
        total = new Throttle(bytesPerSecond);
    }

    private void answer(HttpServerRequest request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers().forEach(headers::put);
        OriginRequest log = requests.add(
                request.remoteAddress().hostAddress(), request.method().name(), request.uri(), headers);
        OriginFile file = files.get(log.path());
        if (file == null) {
            log.answering(404, 0);
            log.finished();
            request.response().setStatusCode(404).end();
            return;
        }
        List<Fault> faults = new ArrayList<>(lies.claim(log));
        faults.addAll(file.lies().claim(log));
        Answer answer = Answer.to(log, file.state(), faults);
        new AnswerSender(vertx, request, log, file, answer, () -> total).start();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the origin's server did not react within " + PATIENCE_SECONDS + " s", e);
        }
    }
}
