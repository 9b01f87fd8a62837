package dev.playhead.testkit.origin;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A small media server of the kind people run at home: a web client, an API, images, playlists, segments, subtitles,
 * uploads, a WebSocket and a stream of events. Thread-safe; has its own event loop.
 */
public final class MediaServer implements AutoCloseable {
    public static final String PAGE = "<!doctype html><title>Films</title><a href=\"/api/items\">all</a>";
    public static final String PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nseg1.ts\n#EXT-X-ENDLIST\n";
    public static final String MANIFEST = "<MPD><Period><SegmentTemplate media=\"seg$Number$.m4s\"/></Period></MPD>";
    public static final String SUBTITLES = "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n";
    public static final String CHALLENGE = "Bearer realm=\"films\"";
    /** Bytes of {@code /img/poster.jpg}. */
    public static final int IMAGE_LENGTH = 70_000;

    private static final Iterable<String> COOKIES = List.of("sid=s1; Domain=127.0.0.1; Path=/; HttpOnly", "theme=dark");
    /** Larger than any message of a test. */
    private static final int MAX_FRAME = 1024 * 1024;

    private static final long PATIENCE_SECONDS = 10;

    private final Vertx vertx = Vertx.vertx(
            new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
    private final Map<String, String> items = new ConcurrentHashMap<>();
    private final AtomicInteger lastItem = new AtomicInteger();
    private final List<HttpServerResponse> listeners = new CopyOnWriteArrayList<>();
    private final List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
    private final AtomicLong uploaded = new AtomicLong();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean holding;
    private @Nullable HttpServer server;

    private MediaServer() {}

    /** Starts a server on a free loopback port. */
    public static MediaServer start() {
        MediaServer started = new MediaServer();
        started.server = await(started.vertx
                .createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setIdleTimeout(30)
                        .setMaxWebSocketFrameSize(MAX_FRAME))
                .requestHandler(started::answer)
                .listen());
        return started;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** How many requests have come. */
    public int requests() {
        return requests.get();
    }

    /** How many listen to its events. */
    public int listeners() {
        return listeners.size();
    }

    /** Sends an event to all who listen. */
    public void tell(String event) {
        listeners.forEach(listener -> listener.write("data: " + event + "\n\n"));
    }

    /** Reads no more of uploads, from now on. */
    public void holdUploads() {
        holding = true;
    }

    /** Reads uploads again. */
    public void releaseUploads() {
        holding = false;
        held.forEach(HttpServerRequest::resume);
        held.clear();
    }

    /** How many bytes of uploads it has read. */
    public long uploaded() {
        return uploaded.get();
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private int port() {
        HttpServer listening = server;
        return listening == null ? 0 : listening.actualPort();
    }

    private void answer(HttpServerRequest request) {
        requests.incrementAndGet();
        String path = request.path();
        if (path.startsWith("/api/items")) {
            items(request, path.substring("/api/items".length()));
            return;
        }
        switch (path) {
            case "/" -> redirect(request, url() + "/web/");
            case "/web/" -> text(request, "text/html", PAGE);
            case "/hls/film.m3u8" -> text(request, "application/vnd.apple.mpegurl", PLAYLIST);
            case "/dash/film.mpd" -> text(request, "application/dash+xml", MANIFEST);
            case "/subs/en.vtt" -> text(request, "text/vtt", SUBTITLES);
            case "/img/poster.jpg" -> image(request);
            case "/login" -> login(request);
            case "/private" -> personal(request);
            case "/upload" -> upload(request);
            case "/refused-upload" -> request.response().setStatusCode(413).end("too large");
            case "/events" -> listen(request);
            case "/broken" -> broken(request);
            case "/socket" -> request.toWebSocket().onSuccess(MediaServer::echo);
            case "/private/socket" -> personal(request);
            case "/drop" -> request.connection().close();
            default -> text(request, "application/json", seen(request).encode());
        }
    }

    /** What it got, for whoever wants to know what came through. */
    private static JsonObject seen(HttpServerRequest request) {
        JsonObject headers = new JsonObject();
        request.headers()
                .names()
                .forEach(name -> headers.put(
                        name.toLowerCase(Locale.ROOT),
                        String.join(" | ", request.headers().getAll(name))));
        return new JsonObject()
                .put("method", request.method().name())
                .put("target", request.uri())
                .put("headers", headers);
    }

    private void items(HttpServerRequest request, String id) {
        HttpServerResponse response = request.response();
        switch (request.method().name()) {
            case "GET" ->
                text(
                        request,
                        "application/json",
                        new JsonArray(items.keySet().stream()
                                        .sorted()
                                        .map(key ->
                                                new JsonObject().put("id", key).put("title", items.get(key)))
                                        .toList())
                                .encode());
            case "POST" ->
                request.body().onSuccess(body -> {
                    String added = "/" + lastItem.incrementAndGet();
                    items.put(added, body.toString());
                    response.setStatusCode(201)
                            .putHeader("Location", url() + "/api/items" + added)
                            .end();
                });
            case "PUT" ->
                request.body().onSuccess(body -> {
                    items.put(id, body.toString());
                    response.setStatusCode(204).end();
                });
            case "DELETE" ->
                response.setStatusCode(items.remove(id) == null ? 404 : 204).end();
            default -> response.setStatusCode(405).end();
        }
    }

    private void image(HttpServerRequest request) {
        HttpServerResponse response = request.response().putHeader("ETag", "\"poster\"");
        if ("\"poster\"".equals(request.getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader("Content-Type", "image/jpeg")
                    .end(Buffer.buffer(new RampContent("poster", 1).bytes(0, IMAGE_LENGTH)));
        }
    }

    private void login(HttpServerRequest request) {
        request.body().onSuccess(body -> request.response()
                .putHeader("Set-Cookie", COOKIES)
                .setStatusCode(303)
                .putHeader("Location", "/private")
                .end());
    }

    private static void personal(HttpServerRequest request) {
        String cookie = request.getHeader("Cookie");
        if (cookie != null && cookie.contains("sid=s1")) {
            text(request, "text/plain", "welcome");
        } else {
            request.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", CHALLENGE)
                    .end("who are you?");
        }
    }

    private void upload(HttpServerRequest request) {
        AtomicLong count = new AtomicLong();
        AtomicLong sum = new AtomicLong();
        request.handler(part -> {
            count.addAndGet(part.length());
            uploaded.addAndGet(part.length());
            for (int i = 0; i < part.length(); i++) {
                sum.set(sum.get() * 31 + part.getByte(i));
            }
            if (holding) {
                request.pause();
                held.add(request);
            }
        });
        request.endHandler(end -> text(
                request,
                "application/json",
                new JsonObject().put("bytes", count.get()).put("sum", sum.get()).encode()));
    }

    private void listen(HttpServerRequest request) {
        HttpServerResponse response = request.response()
                .putHeader("Content-Type", "text/event-stream")
                .setChunked(true);
        response.closeHandler(gone -> listeners.remove(response));
        response.write(": hello\n\n");
        listeners.add(response);
    }

    private static void broken(HttpServerRequest request) {
        request.response().setChunked(true).write("half of it").onComplete(sent -> request.connection()
                .close());
    }

    private static void redirect(HttpServerRequest request, String location) {
        request.response().setStatusCode(302).putHeader("Location", location).end();
    }

    private static void text(HttpServerRequest request, String type, String body) {
        request.response().putHeader("Content-Type", type).end(body);
    }

    private static void echo(ServerWebSocket socket) {
        socket.textMessageHandler(socket::writeTextMessage);
        socket.binaryMessageHandler(socket::writeBinaryMessage);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the server did not react within " + PATIENCE_SECONDS + " s", e);
        }
    }
}
