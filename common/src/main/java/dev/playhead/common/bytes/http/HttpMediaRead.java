package dev.playhead.common.bytes.http;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.Slice;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.bytes.socket.SliceSize;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A read of a media at a store elsewhere. Its state belongs to the context that opened it.
 *
 * <p>It asks for one piece after another, larger ones for a player that takes them fast, and for the next while the last
 * half of one is taken; another position asks anew. A body that breaks off is never taken for its end.
 */
final class HttpMediaRead implements MediaRead {
    /** A quarter of a second of a film: what a player that stops has here in vain. */
    private static final int MIN_PIECE = 256 * 1024;
    /** As much as the largest slice of a file; larger ones were not tried. */
    private static final int MAX_PIECE = 4 * 1024 * 1024;

    private final StoreCalls calls;
    private final MediaCatalog catalog;
    private final ReadMemory memory;
    private final MediaId media;
    private final RequestedRange range;
    private final SliceSize size = new SliceSize(MIN_PIECE, MAX_PIECE);
    private final Promise<MediaVersion> description = Promise.promise();
    private @Nullable MediaVersion pinned;
    private Freshness freshness = Freshness.unsaid(Instant.EPOCH);
    private ContentPiece piece;
    /** When it became the one that is taken from. */
    private long pieceNanos = System.nanoTime();
    /** The one behind it, where that was asked for already. */
    private @Nullable ContentPiece following;

    private @Nullable Promise<Slice> waiting;
    private long wanted;
    private int limit;
    private boolean closed;

    private HttpMediaRead(
            StoreCalls calls, MediaCatalog catalog, ReadMemory memory, MediaId media, RequestedRange range) {
        this.calls = calls;
        this.catalog = catalog;
        this.memory = memory;
        this.media = media;
        this.range = range;
        int most = memory.take(atMost(length(range)));
        this.piece = new ContentPiece(calls, memory, media, head(range, most), most, this::changed);
    }

    static MediaRead open(
            StoreCalls calls, MediaCatalog catalog, ReadMemory memory, MediaId media, RequestedRange range) {
        HttpMediaRead read = new HttpMediaRead(calls, catalog, memory, media, range);
        read.piece.start();
        return read;
    }

    /** Returns how many bytes a range has at most. */
    private static long length(RequestedRange range) {
        if (range instanceof RequestedRange.Suffix suffix) {
            return suffix.count();
        }
        RequestedRange.From from = (RequestedRange.From) range;
        return from.end() == null ? RequestedRange.MAX_POSITION : from.end() - from.start();
    }

    /** Returns what to ask for first. Of a longer suffix only the tail: where it begins is not known yet. */
    private static RequestedRange head(RequestedRange range, int most) {
        return range.firstByte()
                .<RequestedRange>map(start -> new RequestedRange.From(start, start + most))
                .orElseGet(() -> new RequestedRange.Suffix(most));
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
        if (piece.isEnded()) {
            advance();
        }
        if (piece.isEnded() || piece.position() != position) {
            jump(position, version);
        }
        Promise<Slice> promise = Promise.promise();
        waiting = promise;
        wanted = position;
        limit = atMost;
        changed();
        return promise.future();
    }

    /** Goes on to the next piece where that is under way; one that failed is asked for anew. */
    private void advance() {
        size.written(piece.most(), Duration.ofNanos(System.nanoTime() - pieceNanos));
        ContentPiece next = following;
        following = null;
        if (next == null) {
            return;
        }
        if (next.failure() == null) {
            take(next);
        } else {
            next.close();
        }
    }

    private void jump(long position, MediaVersion version) {
        if (following != null) {
            following.close();
            following = null;
        }
        // First, so that what it had is there for the next.
        piece.close();
        long end = end(version);
        take(ask(position, memory.take(atMost((end > position ? end : version.length()) - position))));
    }

    private void take(ContentPiece next) {
        piece.close();
        piece = next;
        pieceNanos = System.nanoTime();
    }

    private ContentPiece ask(long position, int most) {
        RequestedRange wish = RequestedRange.of(ByteRange.ofLength(position, most));
        ContentPiece asked = new ContentPiece(calls, memory, media, wish, most, this::changed);
        asked.start();
        return asked;
    }

    private void lookAhead(MediaVersion version) {
        if (following == null && piece.isHalfTaken()) {
            long position = piece.end();
            int most = atMost(end(version) - position);
            if (most > 0 && memory.takeMore(most)) {
                following = ask(position, most);
            }
        }
    }

    private int atMost(long bytes) {
        return (int) Math.min(size.bytes(), bytes);
    }

    /** Returns where the bytes end that this was opened for, exclusive. */
    private long end(MediaVersion version) {
        return range.resolve(version.length()).map(ByteRange::end).orElse(version.length());
    }

    /** Looks what the piece has: a description, bytes, or an end. */
    private void changed() {
        if (closed) {
            return;
        }
        MediaVersion version = piece.version();
        if (version != null && pinned == null) {
            pinned = version;
            freshness = piece.freshness();
            description.tryComplete(version);
        }
        if (version != null && pinned != null && !version.id().equals(pinned.id())) {
            fail(new StoreException.VersionGone(media, pinned.id()));
            return;
        }
        Promise<Slice> promise = waiting;
        if (promise != null && version != null && piece.hasBytes() && piece.position() == wanted) {
            waiting = null;
            Buffer bytes = piece.take(limit);
            lookAhead(version);
            promise.complete(new Slice.OfBuffer(bytes));
            return;
        }
        StoreException failure = piece.failure();
        if (failure != null && !piece.hasBytes()) {
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
        if (closed || pinned == null) {
            return position;
        }
        long end = piece.heldEnd(position);
        return following == null || following.position() != end ? end : following.heldEnd(end);
    }

    @Override
    public void close() {
        if (!closed) {
            fail(new StoreException.Closed());
            closed = true;
            piece.close();
            if (following != null) {
                following.close();
            }
        }
    }
}
