package dev.playhead.gateway.io;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.gateway.core.api.ChunkRuns;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Shows stored media as JSON; the query of a media is never shown. */
final class MediaJson {
    private MediaJson() {}

    static JsonObject of(StoredMedia media) {
        return summary(media, ChunkRuns.of(media));
    }

    /** With the chunk map: {@code runs} of whole chunks by index, {@code readable} ranges of bytes [start, end). */
    static JsonObject withChunks(StoredMedia media) {
        ChunkRuns chunks = ChunkRuns.of(media);
        JsonArray runs = new JsonArray();
        chunks.runs().forEach(run -> runs.add(new JsonArray().add(run.first()).add(run.last())));
        JsonArray readable = new JsonArray();
        for (ByteRange range : media.readable().asList()) {
            readable.add(new JsonArray().add(range.start()).add(range.end()));
        }
        return summary(media, chunks)
                .put("chunkSize", media.version().chunkSize())
                .put("chunks", chunks.chunks())
                .put("runs", runs)
                .put("readable", readable)
                .put("revision", media.revision());
    }

    private static JsonObject summary(StoredMedia media, ChunkRuns chunks) {
        MediaVersion version = media.version();
        return new JsonObject()
                .put("id", media.media().value())
                .put("origin", media.media().origin().value())
                .put("path", media.source().path())
                .put("version", version.id().value())
                .put("length", version.length())
                .put("contentType", version.contentType())
                .put("etag", version.validator().etag())
                .put("lastModified", version.validator().lastModified())
                .put("percent", chunks.percent());
    }
}
