package dev.playhead.standalone.demo;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.standalone.demo.ChunkMap.Playhead;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpResponseExpectation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks a gateway what it holds of the demo's film, and who watches it. */
final class FilmWatch {
    private final HttpClient client;
    private final URI gateway;
    private final DemoVideo film;

    FilmWatch(Vertx vertx, URI gateway, DemoVideo film) {
        this.client = vertx.createHttpClient();
        this.gateway = gateway;
        this.film = film;
    }

    /** Succeeds with the map, or empty while nobody has asked for the film; fails when the gateway does not answer. */
    Future<Optional<ChunkMap>> look() {
        return get("/api/media").compose(page -> find(page)
                .map(id -> get("/api/media/" + id)
                        .compose(media -> get("/api/sessions").map(sessions -> Optional.of(map(id, media, sessions)))))
                .orElseGet(() -> Future.succeededFuture(Optional.empty())));
    }

    private Future<JsonObject> get(String path) {
        return client.request(HttpMethod.GET, gateway.getPort(), gateway.getHost(), path)
                .compose(request ->
                        request.send().expecting(HttpResponseExpectation.SC_OK).compose(HttpClientResponse::body))
                .map(body -> new JsonObject(body));
    }

    private static Optional<String> find(JsonObject page) {
        return objects(page.getJsonArray("media"))
                .filter(media -> Demo.ORIGIN.equals(media.getString("origin")))
                .filter(media -> ("/" + DemoVideo.NAME).equals(media.getString("path")))
                .map(media -> media.getString("id"))
                .findFirst();
    }

    private ChunkMap map(String id, JsonObject media, JsonObject sessions) {
        List<ByteRange> readable = new ArrayList<>();
        for (Object run : media.getJsonArray("readable")) {
            JsonArray bounds = (JsonArray) run;
            readable.add(new ByteRange(bounds.getLong(0), bounds.getLong(1)));
        }
        List<Playhead> playheads = objects(sessions.getJsonArray("streams"))
                .filter(stream -> id.equals(stream.getString("media")) && stream.getLong("position") != null)
                .map(stream -> new Playhead(stream.getLong("position"), stream.getBoolean("waiting")))
                .toList();
        return new ChunkMap(
                DemoVideo.NAME, media.getLong("length"), ByteRanges.of(readable), playheads, film.duration());
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
