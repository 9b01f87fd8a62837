package dev.playhead.fetcher.io;

import dev.playhead.common.collect.BoundedMap;
import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.security.Sealer;
import dev.playhead.fetcher.core.Question;
import dev.playhead.fetcher.core.Route;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The way to one origin: its connections, and what its answers taught about it. Event loop only. */
final class OriginClient {
    /** One event brings as much as there is, up to a chunk's size; the default of 8 KiB costs a quarter of the rate. */
    private static final int MAX_CHUNK_SIZE = 256 * 1024;
    /** Shorter than the idle limit of common servers (nginx 75 s, Apache 5 s is the exception and is retried). */
    private static final int KEEP_ALIVE_SECONDS = 30;

    /** Media whose links are known to have expired; one that is forgotten costs a refused request more. */
    private static final int EXPIRED = 10_000;

    private final OriginConfig origin;
    private final Sealer sealer;
    private final HttpClient client;
    private final Exchange.Line line;
    private final Set<MediaId> wholes = new HashSet<>();
    private final @Nullable URI hook;
    private final Set<MediaId> expired = Collections.newSetFromMap(BoundedMap.byInsertion(EXPIRED));
    private boolean understandsIfRange = true;

    /**
     * Opens no connection yet.
     *
     * @param slots spans at a time that this fetcher works on, over all origins
     */
    OriginClient(Vertx vertx, OriginConfig origin, Sealer sealer, Patience patience, Wayfinding ways, int slots) {
        this.origin = origin;
        this.hook = ways.hooks().get(origin.name());
        this.sealer = sealer;
        this.client = vertx.httpClientBuilder()
                .with(options(patience))
                .with(new PoolOptions()
                        .setHttp1MaxSize(Math.min(slots, origin.maxRequests()))
                        .setMaxWaitQueueSize(slots))
                .build();
        this.line = new Exchange.Line(
                vertx, client, patience, ways.redirects(), new Neighbourhood(vertx), origin.url(), origin.headers());
    }

    /**
     * The receive buffer is left to the kernel: a fixed one would hold a connection at 150 ms to under 2 MB/s. HTTP/1.1
     * only, because streams over one connection would share its rate.
     */
    private static HttpClientOptions options(Patience patience) {
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxChunkSize(MAX_CHUNK_SIZE)
                .setConnectTimeout((int) Math.max(1, patience.connect().toMillis()));
    }

    /** Returns where to ask for a media; throws as {@link Target#of} does. */
    Route<Target> route(MediaId media, MediaSource source) {
        return new Route<>(
                Target.of(origin, source, sealer),
                hook == null ? null : Target.ofHook(hook, source),
                expired.contains(media));
    }

    /** Remembers how a media was reached, so that the next span of it does not begin with a refusal. */
    void reached(MediaId media, Route<Target> route) {
        if (route.isByHook()) {
            expired.add(media);
        }
    }

    Exchange exchange(Question question) {
        return new Exchange(line, question);
    }

    boolean understandsIfRange() {
        return understandsIfRange;
    }

    /** From now on validators are compared here instead (DESIGN section 8, rule 6). */
    void doesNotUnderstandIfRange() {
        understandsIfRange = false;
    }

    /** Whether nobody streams the whole of this media from zero yet; if so, the caller does until {@link #endWhole}. */
    boolean beginWhole(MediaId media) {
        return wholes.add(media);
    }

    void endWhole(MediaId media) {
        wholes.remove(media);
    }

    Future<Void> close() {
        return client.close();
    }
}
