package dev.playhead.common.bytes.http;

import dev.playhead.common.bytes.PreCache;
import dev.playhead.common.bytes.PreCacheWish;
import dev.playhead.common.bytes.PreCaches;
import dev.playhead.common.model.MediaId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The wishes of stores elsewhere; each is kept by the store that its media lives on. Thread-safe. */
final class HttpPreCaches implements PreCaches {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    private final StoreCalls calls;

    HttpPreCaches(StoreCalls calls) {
        this.calls = calls;
    }

    @Override
    public Future<PreCache> request(PreCacheWish wish) {
        return calls.ask(
                        HttpMethod.PUT,
                        calls.storeOf(wish.media()),
                        StoreProtocol.preCachePath(wish.media()),
                        StoreProtocol.toJson(wish))
                .compose(answer -> answer.status() == OK
                        ? answer.read(StoreProtocol::readPreCache)
                        : Future.failedFuture(answer.toException()));
    }

    @Override
    public Future<Optional<PreCache>> find(MediaId media) {
        return calls.ask(HttpMethod.GET, calls.storeOf(media), StoreProtocol.preCachePath(media))
                .compose(answer -> switch (answer.status()) {
                    case OK -> answer.read(StoreProtocol::readPreCache).map(Optional::of);
                    case NOT_FOUND -> Future.succeededFuture(Optional.empty());
                    default -> Future.failedFuture(answer.toException());
                });
    }

    @Override
    public Future<List<PreCache>> list() {
        List<Future<List<PreCache>>> all =
                calls.stores().stream().map(this::list).toList();
        return Future.all(all).map(done -> all.stream()
                .flatMap(one -> one.result().stream())
                .sorted(Comparator.comparing(PreCache::requestedAt).thenComparing(PreCache::media))
                .toList());
    }

    private Future<List<PreCache>> list(URI store) {
        return calls.ask(HttpMethod.GET, store, StoreProtocol.PRE_CACHES)
                .compose(answer -> answer.status() == OK
                        ? answer.read(StoreProtocol::readPreCacheList)
                        : Future.failedFuture(answer.toException()));
    }

    @Override
    public Future<Boolean> cancel(MediaId media) {
        return changed(calls.ask(HttpMethod.DELETE, calls.storeOf(media), StoreProtocol.preCachePath(media)));
    }

    @Override
    public Future<Boolean> giveUp(MediaId media, String reason) {
        return changed(calls.ask(
                HttpMethod.POST,
                calls.storeOf(media),
                StoreProtocol.preCachePath(media) + StoreProtocol.PROBLEM,
                Buffer.buffer(reason)));
    }

    /** Succeeds with whether there was such a wish. */
    private static Future<Boolean> changed(Future<StoreCalls.Answer> asked) {
        return asked.compose(answer -> switch (answer.status()) {
            case NO_CONTENT -> Future.succeededFuture(true);
            case NOT_FOUND -> Future.succeededFuture(false);
            default -> Future.failedFuture(answer.toException());
        });
    }
}
