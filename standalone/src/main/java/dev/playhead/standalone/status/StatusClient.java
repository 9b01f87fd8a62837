package dev.playhead.standalone.status;

import dev.playhead.common.http.ManagementServer;
import dev.playhead.standalone.run.InfoRoute;
import dev.playhead.standalone.status.Snapshot.MediaLine;
import dev.playhead.standalone.status.Snapshot.StreamLine;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks a running instance: its management port for health, its gateway for media and streams. Blocks. */
final class StatusClient {
    /** What fits on a screen; each costs a request. */
    private static final int MEDIA = 50;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * Reads all.
     *
     * @param management URL of the management port
     * @throws IOException with a message that names the URL, when nothing answers there or something else does
     */
    Snapshot read(URI management) throws IOException, InterruptedException {
        JsonObject info = get(management, InfoRoute.PATH);
        JsonObject checks = get(management, ManagementServer.READY).getJsonObject("checks", new JsonObject());
        Optional<URI> gateway =
                Optional.ofNullable(info.getString(InfoRoute.GATEWAY)).map(URI::create);
        List<MediaLine> media = new ArrayList<>();
        List<StreamLine> streams = new ArrayList<>();
        boolean more = false;
        if (gateway.isPresent()) {
            URI api = info.containsKey(InfoRoute.DEFAULT_ORIGIN) ? management : gateway.get();
            JsonObject page = get(api, "/api/media?limit=" + MEDIA);
            for (JsonObject one : objects(page.getJsonArray("media"))) {
                media.add(media(get(api, "/api/media/" + one.getString("id"))));
            }
            more = page.containsKey("next");
            objects(get(api, "/api/sessions").getJsonArray("streams")).forEach(stream -> streams.add(stream(stream)));
        }
        return new Snapshot(info.getString(InfoRoute.VERSION, "?"), problems(checks), gateway, media, more, streams);
    }

    private JsonObject get(URI base, String target) throws IOException, InterruptedException {
        URI url = base.resolve(target);
        try {
            HttpRequest request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
            return new JsonObject(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new IOException(
                    "nothing answers at " + url + " (" + e.getClass().getSimpleName() + ")", e);
        } catch (DecodeException e) {
            throw new IOException("what answers at " + url + " is not Playhead", e);
        }
    }

    private static SortedMap<String, Optional<String>> problems(JsonObject checks) {
        SortedMap<String, Optional<String>> problems = new TreeMap<>();
        for (Map.Entry<String, Object> check : checks) {
            problems.put(
                    check.getKey(),
                    check.getValue() instanceof JsonObject state && !state.getBoolean("ready", false)
                            ? Optional.of(state.getString("reason", "?"))
                            : Optional.empty());
        }
        return problems;
    }

    private static MediaLine media(JsonObject media) {
        List<ChunkMap.Run> runs = new ArrayList<>();
        for (Object run : media.getJsonArray("runs", new JsonArray())) {
            if (run instanceof JsonArray bounds) {
                runs.add(new ChunkMap.Run(bounds.getLong(0), bounds.getLong(1)));
            }
        }
        return new MediaLine(
                media.getString("origin", "?"),
                media.getString("path", "?"),
                media.getLong("length", 0L),
                media.getDouble("percent", 0.0),
                media.getLong("chunks", 0L),
                runs);
    }

    private static StreamLine stream(JsonObject stream) {
        return new StreamLine(
                stream.getString("session", "?"),
                stream.getString("client", "?"),
                stream.getString("path", "?"),
                Optional.ofNullable(stream.getLong("position")),
                stream.getBoolean("waiting", false));
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array == null
                ? List.of()
                : array.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList();
    }
}
