package dev.playhead.gateway.io.direct;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.Slice;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.gateway.core.fresh.CacheFields;
import dev.playhead.gateway.core.fresh.Standing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A read of the store that goes on from the origin, at the exact byte, while the store cannot serve it, and comes back as
 * soon as the store can. All bytes are of one version. Event loop only.
 *
 * <p>It changes over by itself when the store fails, and when it is told that the pipeline does not work.
 */
public final class FallbackRead implements MediaRead {
    /** How soon to ask an origin again that broke off or was busy: a few times within the patience of a player. */
    private static final long RETRY_MILLIS = 250;
    /** How often to look anew whether a store elsewhere has the bytes: seldom enough to cost nothing. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final FallbackReads reads;
    private final RequestedRange wanted;
    private final Promise<MediaVersion> version = Promise.promise();
    private final PendingRead pending;
    private final FirstLook first;
    /** Serves, or is watched while the origin does. */
    private MediaRead store;

    private Instant looked;
    private @Nullable MediaVersion stored;
    private @Nullable DirectSource direct;
    private boolean unfit;
    private boolean closed;

    FallbackRead(FallbackReads reads, RequestedRange wanted) {
        this.reads = reads;
        this.wanted = wanted;
        this.pending = new PendingRead(wanted);
        this.first = new FirstLook(reads);
        this.looked = reads.now();
        this.store = reads.openStore(wanted);
        describe(store);
    }

    /** Whether bytes come from the origin. */
    public boolean isDirect() {
        return direct != null;
    }

    /** Whether {@link #fallBack} would change anything. */
    public boolean canFallBack() {
        return direct == null && !unfit && !closed && reads.media().isPresent();
    }

    /** Goes on from the origin, if it may; whoever waits gets its bytes from there. */
    public boolean fallBack() {
        if (!canFallBack()) {
            return false;
        }
        DirectSource source = reads.source().orElseThrow();
        direct = source;
        look();
        if (version.future().isComplete()) {
            ask();
        } else {
            describeDirectly(source);
        }
        return true;
    }

    @Override
    public Future<MediaVersion> version() {
        return version.future();
    }

    @Override
    public Freshness freshness() {
        return first.freshness(store.freshness());
    }

    /**
     * Returns what an answer says of where it comes from.
     *
     * @param hit whether its first byte was there without waiting for a fetch
     */
    public CacheFields cacheFields(boolean hit) {
        return direct != null ? CacheFields.BYPASS : first.fields(hit);
    }

    @Override
    public Future<Slice> next(long from, int atMost) {
        pending.at(from, atMost);
        Future<Slice> given = direct == null ? store.next(from, atMost) : null;
        if (given != null && given.succeeded()) {
            return given;
        }
        Future<Slice> begun = pending.begin();
        if (given == null) {
            ask();
        } else {
            follow(given);
        }
        return begun;
    }

    @Override
    public long readableEnd(long from) {
        return direct == null ? store.readableEnd(from) : direct.end(from);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        store.close();
        if (direct != null) {
            direct.close();
        }
        pending.fail(new StoreException.Closed());
        version.tryFail(new StoreException.Closed());
    }

    private void describe(MediaRead asked) {
        Future<MediaVersion> found = asked.version();
        if (found.succeeded()) {
            described(found.result());
            return;
        }
        found.onComplete(
                known -> {
                    if (asked == store) {
                        described(known);
                    }
                },
                cause -> {
                    if (isLost(asked, cause)) {
                        version.tryFail(cause);
                    }
                });
    }

    /** A version that is stale is nobody's before its origin was asked. */
    private void described(MediaVersion known) {
        stored = known;
        if (version.future().isComplete() || first.isOver()) {
            version.tryComplete(known);
        } else {
            first.at(known, store.freshness(), found -> stand(known, found));
        }
    }

    private void stand(MediaVersion known, Standing found) {
        if (closed || version.future().isComplete()) {
            return;
        }
        switch (found.kind()) {
            case FRESH, CONFIRMED, STALE -> version.tryComplete(known);
            case REPLACED -> look();
            case WITHDRAWN -> {
                unfit = true;
                // Not in the call that opens the read, whose caller is not ready for an answer yet.
                reads.feeds().vertx().runOnContext(later -> reads.unfit().run());
            }
        }
    }

    /** Whether a failure of the store is the stream's; another one's is not, nor one that the origin makes good. */
    private boolean isLost(MediaRead asked, Throwable cause) {
        return asked == store && direct == null && !(cause instanceof StoreException.Unavailable && fallBack());
    }

    private void follow(Future<Slice> given) {
        MediaRead asked = store;
        given.onComplete(
                slice -> {
                    if (asked == store) {
                        pending.give(slice);
                    }
                },
                cause -> {
                    if (isLost(asked, cause)) {
                        pending.fail(cause);
                    }
                });
    }

    /** Looks anew what the store has; it may come back in the middle of a response. */
    private void look() {
        store.close();
        looked = reads.now();
        stored = null;
        store = reads.openStore(version.future().isComplete() ? pending.remaining() : wanted);
        describe(store);
    }

    /** Where the store has bytes of this version next. */
    private long nextStored() {
        boolean same =
                stored != null && stored.id().equals(version.future().result().id());
        return same ? store.nextReadable(pending.position()) : Long.MAX_VALUE;
    }

    private void describeDirectly(DirectSource source) {
        source.version(wanted)
                .onComplete(
                        known -> {
                            if (direct == source) {
                                version.tryComplete(known);
                            }
                        },
                        cause -> again(cause, source, () -> {
                            if (!version.future().isComplete()) {
                                describeDirectly(source);
                            }
                        }));
    }

    private void ask() {
        Promise<Slice> promise = pending.current();
        DirectSource source = direct;
        if (promise == null || source == null) {
            return;
        }
        long next = nextStored();
        if (next != pending.position() && !looked.plus(LOOK).isAfter(reads.now())) {
            look();
            next = nextStored();
        }
        if (next == pending.position()) {
            comeBack();
            return;
        }
        source.read(pending.remaining(next), pending.limit(), version.future().result())
                .onComplete(
                        bytes -> {
                            if (direct == source && promise == pending.current()) {
                                pending.give(new Slice.OfBuffer(bytes));
                            }
                        },
                        cause -> again(cause, source, () -> {
                            if (promise == pending.current()) {
                                ask();
                            }
                        }));
    }

    private void again(Throwable cause, DirectSource source, Runnable attempt) {
        if (direct != source || closed) {
            return;
        }
        if (cause instanceof DirectFailure.Unfit) {
            unfit = true;
            look();
            comeBack();
            reads.unfit().run();
            return;
        }
        reads.feeds().vertx().setTimer(RETRY_MILLIS, timer -> {
            if (direct == source && !closed) {
                attempt.run();
            }
        });
    }

    private void comeBack() {
        if (direct != null) {
            direct.close();
            direct = null;
        }
        MediaRead asked = store;
        asked.version().onComplete(known -> goOn(asked, known), cause -> {
            if (asked == store) {
                pending.fail(cause);
            }
        });
    }

    /** What the store has by now may be another version, whose bytes must not follow those of this one. */
    private void goOn(MediaRead asked, MediaVersion known) {
        if (asked != store || pending.current() == null) {
            return;
        }
        MediaVersion pinned = version.future().result();
        if (known.id().equals(pinned.id())) {
            follow(asked.next(pending.position(), pending.limit()));
        } else {
            pending.fail(new StoreException.VersionGone(reads.id(), pinned.id()));
        }
    }
}
