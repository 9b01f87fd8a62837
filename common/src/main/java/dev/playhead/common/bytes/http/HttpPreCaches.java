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
                .compose(answer -> answer.document(StoreProtocol::readPreCache));
    }

    @Override
    public Future<Optional<PreCache>> find(MediaId media) {
        return calls.ask(HttpMethod.GET, calls.storeOf(media), StoreProtocol.preCachePath(media))
                .compose(answer -> answer.found(StoreProtocol::readPreCache));
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
                .compose(answer -> answer.document(StoreProtocol::readPreCacheList));
    }

    @Override
    public Future<Boolean> cancel(MediaId media) {
        return calls.ask(HttpMethod.DELETE, calls.storeOf(media), StoreProtocol.preCachePath(media))
                .compose(StoreCalls.Answer::changed);
    }

    @Override
    public Future<Boolean> giveUp(MediaId media, String reason) {
        return calls.ask(
                        HttpMethod.POST,
                        calls.storeOf(media),
                        StoreProtocol.preCachePath(media) + StoreProtocol.PROBLEM,
                        Buffer.buffer(reason))
                .compose(StoreCalls.Answer::changed);
    }
}
