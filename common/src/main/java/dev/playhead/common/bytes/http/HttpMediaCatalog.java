package dev.playhead.common.bytes.http;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stores elsewhere hold. Thread-safe. */
final class HttpMediaCatalog implements MediaCatalog {
    private final StoreCalls calls;

    HttpMediaCatalog(StoreCalls calls) {
        this.calls = calls;
    }

    @Override
    public Future<Optional<StoredMedia>> find(MediaId media) {
        return calls.ask(HttpMethod.GET, calls.storeOf(media), StoreProtocol.mediaPath(media))
                .compose(answer -> answer.found(StoreProtocol::readMedia));
    }

    /** Every store gives its own page; the first of all of them together are the page. */
    @Override
    public Future<List<StoredMedia>> list(@Nullable MediaId after, int limit) {
        if (limit <= 0) {
            return Future.failedFuture(new IllegalArgumentException("limit " + limit + " must be positive"));
        }
        List<Future<List<StoredMedia>>> pages =
                calls.stores().stream().map(store -> list(store, after, limit)).toList();
        return Future.all(pages).map(done -> pages.stream()
                .flatMap(page -> page.result().stream())
                .sorted(Comparator.comparing(StoredMedia::media))
                .limit(limit)
                .toList());
    }

    private Future<List<StoredMedia>> list(URI store, @Nullable MediaId after, int limit) {
        String target = StoreProtocol.MEDIA + "?" + StoreProtocol.LIMIT + "=" + limit
                + (after == null ? "" : "&" + StoreProtocol.AFTER + "=" + after);
        return calls.ask(HttpMethod.GET, store, target)
                .compose(answer -> answer.document(StoreProtocol::readMediaList));
    }

    @Override
    public Future<Boolean> delete(MediaId media) {
        return change(HttpMethod.DELETE, media, StoreProtocol.mediaPath(media));
    }

    @Override
    public Future<Boolean> observe(MediaId media, MediaVersion seen, Freshness freshness) {
        return calls.tell(HttpMethod.PUT, calls.storeOf(media), StoreProtocol.observedPath(media), fields -> {
                    StoreProtocol.writeVersion(fields, seen);
                    StoreProtocol.writeFreshness(fields, freshness);
                })
                .compose(StoreCalls.Answer::changed);
    }

    @Override
    public Future<Boolean> pin(MediaId media, boolean keep) {
        return change(keep ? HttpMethod.PUT : HttpMethod.DELETE, media, StoreProtocol.pinPath(media));
    }

    /** Succeeds with whether there was such a media. */
    private Future<Boolean> change(HttpMethod method, MediaId media, String path) {
        return calls.ask(method, calls.storeOf(media), path).compose(StoreCalls.Answer::changed);
    }
}
