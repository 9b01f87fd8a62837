package dev.playhead.standalone.demo;

import dev.playhead.common.http.ContentRange;
import dev.playhead.common.model.ByteRange;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An origin that is slow on purpose: a static file server for the demo's film and a page that plays it.
 *
 * <p>Runs on its own event loop; the counters may be read from any thread. Needs nothing of Playhead, so it can stand
 * in a process of its own.
 */
public final class DemoOrigin extends VerticleBase {
    private static final String PAGE = "demo/index.html";

    private final DemoVideo film;
    private final Slowness slowness;
    private final HttpServerOptions options;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private FileVersion version = FileVersion.of(0, Instant.EPOCH);
    private Buffer page = Buffer.buffer();
    private FileVersion pageVersion = FileVersion.of(0, Instant.EPOCH);
    private @Nullable AsyncFile file;
    private volatile @Nullable HttpServer server;

    /** @param port 0 for a free one */
    public DemoOrigin(DemoVideo film, Slowness slowness, String host, int port) {
        this.film = film;
        this.slowness = slowness;
        // One request at a time on a connection, so that a request's rate is its connection's.
        this.options = new HttpServerOptions().setHost(host).setPort(port).setHttp2ClearTextEnabled(false);
    }

    /** Succeeds when it listens; fails when the film cannot be read or the port is taken. */
    @Override
    public Future<?> start() {
        String path = film.file().toString();
        HttpServer starting = vertx.createHttpServer(options).requestHandler(this::delay);
        return vertx.fileSystem()
                .props(path)
                .onSuccess(
                        props -> version = FileVersion.of(props.size(), Instant.ofEpochMilli(props.lastModifiedTime())))
                .compose(props -> vertx.fileSystem()
                        .open(path, new OpenOptions().setRead(true).setWrite(false)))
                .onSuccess(opened -> file = opened)
                .compose(opened -> vertx.fileSystem().readFile(PAGE))
                .onSuccess(read -> {
                    page = read;
                    pageVersion = FileVersion.of(read.getBytes());
                })
                .compose(read -> starting.listen())
                .onSuccess(listening -> server = listening);
    }

    @Override
    public Future<?> stop() {
        AsyncFile opened = file;
        return opened == null ? Future.succeededFuture() : opened.close();
    }

    /** Returns the port it listens on, once it has started. */
    public int actualPort() {
        HttpServer listening = server;
        if (listening == null) {
            throw new IllegalStateException("the demo's origin has not started");
        }
        return listening.actualPort();
    }

    /** Returns how many requests have come. */
    public long requests() {
        return requests.get();
    }

    /** Returns how many bytes of the film have gone. */
    public long bytes() {
        return bytes.get();
    }

    private void delay(HttpServerRequest request) {
        requests.incrementAndGet();
        vertx.setTimer(Math.max(1, slowness.firstByte().toMillis()), timer -> answer(request));
    }

    private void answer(HttpServerRequest request) {
        boolean readable = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        if (!readable) {
            end(request.response().setStatusCode(405).putHeader(HttpHeaders.ALLOW, "GET, HEAD"));
        } else if (("/" + DemoVideo.NAME).equals(request.path())) {
            answer(request, "video/mp4", version, range -> sendFilm(request.response(), range));
        } else if ("/".equals(request.path())) {
            answer(request, "text/html; charset=utf-8", pageVersion, range -> request.response()
                    .end(page.slice((int) range.start(), (int) range.end())));
        } else {
            end(request.response().setStatusCode(404));
        }
    }

    private static void answer(
            HttpServerRequest request, String type, FileVersion version, Function<ByteRange, Future<Void>> body) {
        HttpServerResponse response = request.response()
                .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes")
                .putHeader(HttpHeaders.ETAG, version.etag())
                .putHeader(HttpHeaders.LAST_MODIFIED, version.lastModified());
        FileAnswer answer = FileAnswer.to(request.headers(), version);
        if (answer instanceof FileAnswer.NotModified) {
            end(response.setStatusCode(304));
            return;
        }
        if (answer instanceof FileAnswer.Unsatisfiable) {
            String length = ContentRange.unsatisfied(version.length());
            end(response.setStatusCode(416).putHeader(HttpHeaders.CONTENT_RANGE, length));
            return;
        }
        ByteRange range = new ByteRange(0, version.length());
        if (answer instanceof FileAnswer.Part part) {
            range = part.range();
            String content = new ContentRange(range, version.length()).toHeader();
            response.setStatusCode(206).putHeader(HttpHeaders.CONTENT_RANGE, content);
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(range.length()));
        Future<Void> sent = request.method() == HttpMethod.HEAD ? response.end() : body.apply(range);
        sent.onFailure(gone -> response.reset());
    }

    private Future<Void> sendFilm(HttpServerResponse response, ByteRange range) {
        AsyncFile opened = file;
        if (opened == null) {
            return Future.failedFuture(new IllegalStateException("asked before the origin has started"));
        }
        Pacer pacer = new Pacer(slowness.bytesPerSecond(), System.nanoTime());
        return new PacedBody(vertx, opened, range, response, pacer, bytes::addAndGet).send();
    }

    private static void end(HttpServerResponse response) {
        response.end().onFailure(gone -> response.reset());
    }
}
