package dev.playhead.gateway.io;

import dev.playhead.common.bytes.PreCache;
import dev.playhead.common.model.Priority;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows how far a pre-cache has come as JSON; the query of a media is never shown. */
final class PreCacheJson {
    private PreCacheJson() {}

    static JsonObject of(PreCache preCache) {
        Long wanted = preCache.wanted();
        return new JsonObject()
                .put("id", preCache.media().value())
                .put("origin", preCache.media().origin().value())
                .put("path", preCache.wish().source().path())
                .put("range", preCache.wish().range().toHeader())
                .put("kind", preCache.wish().priority() == Priority.MEDIUM ? "pre-cache" : "background-fill")
                .put("state", label(preCache.state()))
                .put("stored", preCache.stored())
                .put("wanted", wanted)
                .put("percent", percent(preCache.stored(), wanted))
                .put("requestedAt", preCache.requestedAt().toString())
                .put("problem", preCache.problem());
    }

    static String label(PreCache.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double percent(long stored, @Nullable Long wanted) {
        return wanted == null || wanted == 0 ? 0 : Math.floor(stored * 1000.0 / wanted) / 10;
    }
}
