package dev.playhead.e2e;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Somebody who has media fetched beforehand by a gateway's control routes, and looks how far they have come. */
final class Operator {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    /** @param port where the gateway listens */
    Operator(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /** Asks for a media by its target, as in {@code /o/film/a.mp4}; returns its id. */
    String preCache(String target) {
        return accepted(new JsonObject().put("url", target));
    }

    /** Asks for a range of it. */
    String preCache(String target, String range) {
        return accepted(new JsonObject().put("url", target).put("range", range));
    }

    private String accepted(JsonObject order) {
        HttpResponse<String> answer = send(request("/api/pre-cache").POST(BodyPublishers.ofString(order.encode())));
        if (answer.statusCode() != 202) {
            throw new AssertionError(order + " was answered " + answer.statusCode() + " " + answer.body());
        }
        return new JsonObject(answer.body()).getString("id");
    }

    /** Returns how far it has come. */
    JsonObject progress(String id) {
        return new JsonObject(find(id).body());
    }

    HttpResponse<String> find(String id) {
        return send(request(path(id)));
    }

    HttpResponse<String> cancel(String id) {
        return send(request(path(id)).DELETE());
    }

    private static String path(String id) {
        return "/api/media/" + id + "/pre-cache";
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
