package dev.playhead.common.bytes.http;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.Slice;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A read of a media at a store elsewhere. Its state belongs to the context that opened it.
 *
 * <p>One GET follows the reads for as long as they are sequential; another position asks anew. A body that breaks off is
 * never taken for its end.
 */
final class HttpMediaRead implements MediaRead {
    private final StoreCalls calls;
    private final MediaCatalog catalog;
    private final MediaId media;
    private final RequestedRange range;
    private final Promise<MediaVersion> description = Promise.promise();
    private @Nullable MediaVersion pinned;
    private Freshness freshness = Freshness.unsaid(Instant.EPOCH);
    private ContentStream stream;
    private @Nullable Promise<Slice> waiting;
    private long wanted;
    private int limit;
    private boolean closed;

    private HttpMediaRead(StoreCalls calls, MediaCatalog catalog, MediaId media, RequestedRange range) {
        this.calls = calls;
        this.catalog = catalog;
        this.media = media;
        this.range = range;
        this.stream = new ContentStream(calls, media, range, this::changed);
    }

    static MediaRead open(StoreCalls calls, MediaCatalog catalog, MediaId media, RequestedRange range) {
        HttpMediaRead read = new HttpMediaRead(calls, catalog, media, range);
        read.stream.start();
        return read;
    }

    @Override
    public Future<MediaVersion> version() {
        return description.future();
    }

    @Override
    public Freshness freshness() {
        return freshness;
    }

    @Override
    public Future<Slice> next(long position, int atMost) {
        if (closed) {
            return Future.failedFuture(new StoreException.Closed());
        }
        MediaVersion version = pinned;
        if (version == null) {
            return description.future().compose(known -> next(position, atMost));
        }
        if (position < 0 || position >= version.length() || atMost <= 0) {
            return Future.failedFuture(new IllegalArgumentException(
                    "position " + position + ", limit " + atMost + " do not fit a length of " + version.length()));
        }
        if (position != stream.position() || stream.isEnded()) {
            reopen(position, version);
        }
        Promise<Slice> promise = Promise.promise();
        waiting = promise;
        wanted = position;
        limit = atMost;
        changed();
        return promise.future();
    }

    private void reopen(long position, MediaVersion version) {
        stream.close();
        Long end = range.resolve(version.length())
                .filter(whole -> whole.end() > position)
                .map(whole -> (Long) whole.end())
                .orElse(null);
        stream = new ContentStream(calls, media, new RequestedRange.From(position, end), this::changed);
        stream.start();
    }

    /** Looks what the stream has: a description, bytes, or an end. */
    private void changed() {
        if (closed) {
            return;
        }
        MediaVersion version = stream.version();
        if (version != null && pinned == null) {
            pinned = version;
            freshness = stream.freshness();
            description.tryComplete(version);
        }
        if (version != null && pinned != null && !version.id().equals(pinned.id())) {
            fail(new StoreException.VersionGone(media, pinned.id()));
            return;
        }
        Promise<Slice> promise = waiting;
        if (promise != null && stream.hasBytes() && stream.position() == wanted) {
            waiting = null;
            promise.complete(new Slice.OfBuffer(stream.take(limit)));
            return;
        }
        StoreException failure = stream.failure();
        if (failure != null && !stream.hasBytes()) {
            explain(failure);
        }
    }

    /** A broken body has no words; the catalog knows whether the version has gone. */
    private void explain(StoreException failure) {
        MediaVersion version = pinned;
        if (version == null || waiting == null) {
            fail(failure);
            return;
        }
        catalog.find(media)
                .map(found -> found.filter(now -> now.version().id().equals(version.id()))
                        .<StoreException>map(same -> failure)
                        .orElseGet(() -> new StoreException.VersionGone(media, version.id())))
                .otherwise(failure)
                .onSuccess(this::fail);
    }

    private void fail(StoreException reason) {
        description.tryFail(reason);
        Promise<Slice> promise = waiting;
        if (promise != null) {
            waiting = null;
            promise.tryFail(reason);
        }
    }

    @Override
    public long readableEnd(long position) {
        return closed || pinned == null ? position : stream.heldEnd(position);
    }

    @Override
    public void close() {
        if (!closed) {
            fail(new StoreException.Closed());
            closed = true;
            stream.close();
        }
    }
}
