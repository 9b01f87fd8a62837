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

    private final StoreCalls calls;
    private final MediaCatalog catalog;
    private final PreCaches preCaches;

    /**
     * @param stores base URLs, at least one; every service must know the same ones
     * @param secret what the stores ask for, if they do
     */
    public HttpStore(Vertx vertx, List<URI> stores, Optional<String> secret) {
        this.calls = new StoreCalls(vertx, stores, secret);
        this.catalog = new HttpMediaCatalog(calls);
        this.preCaches = new HttpPreCaches(calls);
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
        return (media, range) -> HttpMediaRead.open(calls, catalog, media, range);
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
