package dev.playhead.common.bytes.http;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.MediaReader;
import dev.playhead.common.bytes.PreCaches;
import dev.playhead.common.bytes.SpanWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The byte ports of stores that run elsewhere; each media lives on one of them. Thread-safe. */
public final class HttpStore {
    private static final int OK = 200;
    /** What reads may have in memory of the heap: the rest is for everything else, and for what a socket still holds. */
    private static final int MEMORY_SHARE = 4;

    private final StoreCalls calls;
    private final MediaCatalog catalog;
    private final PreCaches preCaches;
    private final ReadMemory memory;

    /**
     * @param stores base URLs, at least one; every service must know the same ones
     * @param secret what the stores ask for, if they do
     */
    public HttpStore(Vertx vertx, List<URI> stores, Optional<String> secret) {
        this(vertx, stores, secret, new ReadMemory(Runtime.getRuntime().maxMemory() / MEMORY_SHARE));
    }

    HttpStore(Vertx vertx, List<URI> stores, Optional<String> secret, ReadMemory memory) {
        this.calls = new StoreCalls(vertx, stores, secret);
        this.catalog = new HttpMediaCatalog(calls);
        this.preCaches = new HttpPreCaches(calls);
        this.memory = memory;
    }

    public List<URI> stores() {
        return calls.stores();
    }

    /** Succeeds when a store answers; fails with {@link dev.playhead.common.bytes.StoreException.Unavailable}. */
    public Future<Void> reach(URI store) {
        return calls.ask(HttpMethod.GET, store, StoreProtocol.MEDIA + "?" + StoreProtocol.LIMIT + "=1")
                .compose(answer ->
                        answer.status() == OK ? Future.succeededFuture() : Future.failedFuture(answer.toException()));
    }

    public SpanWriter spanWriter() {
        return head -> HttpSpanSink.open(calls, head);
    }

    public MediaReader mediaReader() {
        return (media, range) -> HttpMediaRead.open(calls, catalog, memory, media, range);
    }

    public MediaCatalog mediaCatalog() {
        return catalog;
    }

    public PreCaches preCaches() {
        return preCaches;
    }

    /** Breaks what is under way. */
    public Future<Void> close() {
        return calls.close();
    }
}
