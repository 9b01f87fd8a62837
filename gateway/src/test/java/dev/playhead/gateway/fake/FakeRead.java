package dev.playhead.gateway.fake;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.Slice;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A read of a {@link FakeStore}; holds its caller to the contract. */
final class FakeRead implements MediaRead {
    private final FakeStore store;
    private final MediaId media;
    private final RequestedRange range;
    private final Context context;
    private final Promise<MediaVersion> version = Promise.promise();
    private @Nullable Promise<Slice> next;
    private long position;
    private int limit;
    private volatile boolean closed;

    FakeRead(FakeStore store, MediaId media, RequestedRange range, Context context) {
        this.store = store;
        this.media = media;
        this.range = range;
        this.context = context;
        if (store.isInMemory()) {
            step();
        } else {
            look();
        }
    }

    RequestedRange range() {
        return range;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Future<MediaVersion> version() {
        return version.future();
    }

    @Override
    public Freshness freshness() {
        return store.described(media).map(FakeMedia::freshness).orElseGet(() -> Freshness.unsaid(Instant.EPOCH));
    }

    @Override
    public Future<Slice> next(long from, int atMost) {
        if (next != null) {
            throw new IllegalStateException("next is called while another call waits");
        }
        long length = store.described(media).orElseThrow().length();
        if (range.resolve(length).filter(bytes -> bytes.contains(from)).isEmpty()) {
            throw new IllegalStateException("position " + from + " lies outside of " + range);
        }
        Promise<Slice> promise = Promise.promise();
        position = from;
        limit = atMost;
        next = promise;
        step();
        return promise.future();
    }

    @Override
    public long readableEnd(long at) {
        return store.described(media).map(found -> found.readableEnd(at)).orElse(at);
    }

    @Override
    public long nextReadable(long at) {
        return store.described(media).map(found -> found.nextReadable(at)).orElse(Long.MAX_VALUE);
    }

    @Override
    public void close() {
        closed = true;
        step();
    }

    /** Looks again, on the read's own context. */
    void look() {
        context.runOnContext(ignored -> step());
    }

    /** Fails what waits, on the read's own context. */
    void fail(StoreException with) {
        context.runOnContext(ignored -> {
            Promise<Slice> waiting = next;
            next = null;
            if (waiting != null) {
                waiting.fail(with);
            }
        });
    }

    private void step() {
        FakeMedia found = store.described(media).orElse(null);
        StoreException failure = closed ? new StoreException.Closed() : store.down();
        if (failure == null && found != null) {
            version.tryComplete(found.version());
        }
        Promise<Slice> waiting = next;
        if (waiting != null && failure == null && found != null && found.readableEnd(position) > position) {
            next = null;
            waiting.complete(found.slice(position, limit));
            return;
        }
        StoreException fatal = failure == null && found != null ? found.failure() : failure;
        if (fatal != null) {
            version.tryFail(fatal);
            next = null;
            if (waiting != null) {
                waiting.fail(fatal);
            }
        }
    }
}
