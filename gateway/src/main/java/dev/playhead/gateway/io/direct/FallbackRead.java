package dev.playhead.gateway.io.direct;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.Slice;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
    /** Serves, or is watched while the origin does. */
    private MediaRead store;

    private Instant looked;
    private @Nullable MediaVersion stored;
    private @Nullable DirectSource direct;
    private @Nullable Promise<Slice> waiting;
    private long position;
    private int limit;
    private boolean unfit;
    private boolean closed;

    FallbackRead(FallbackReads reads, RequestedRange wanted) {
        this.reads = reads;
        this.wanted = wanted;
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
        Optional<DirectSource> source = reads.source();
        direct = source.orElseThrow();
        look();
        if (version.future().isComplete()) {
            ask();
        } else {
            describeDirectly(source.get());
        }
        return true;
    }

    @Override
    public Future<MediaVersion> version() {
        return version.future();
    }

    @Override
    public Future<Slice> next(long from, int atMost) {
        position = from;
        limit = atMost;
        if (direct == null) {
            Future<Slice> given = store.next(from, atMost);
            return given.succeeded() ? given : await(given);
        }
        Promise<Slice> promise = Promise.promise();
        waiting = promise;
        ask();
        return promise.future();
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
        fail(new StoreException.Closed());
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
                    boolean serving = asked == store && direct == null;
                    if (serving && !(cause instanceof StoreException.Unavailable && fallBack())) {
                        version.tryFail(cause);
                    }
                });
    }

    private void described(MediaVersion known) {
        stored = known;
        version.tryComplete(known);
    }

    private Future<Slice> await(Future<Slice> given) {
        Promise<Slice> promise = Promise.promise();
        waiting = promise;
        follow(given);
        return promise.future();
    }

    private void follow(Future<Slice> given) {
        MediaRead asked = store;
        given.onComplete(
                slice -> {
                    if (asked == store) {
                        give(slice);
                    }
                },
                cause -> {
                    boolean serving = asked == store && direct == null;
                    if (serving && !(cause instanceof StoreException.Unavailable && fallBack())) {
                        fail(cause);
                    }
                });
    }

    /** Looks anew what the store has; it may come back in the middle of a response. */
    private void look() {
        store.close();
        looked = reads.now();
        stored = null;
        store = reads.openStore(version.future().isComplete() ? remaining() : wanted);
        describe(store);
    }

    private boolean isStored() {
        MediaVersion pinned = version.future().result();
        return stored != null && stored.id().equals(pinned.id()) && store.readableEnd(position) > position;
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
        Promise<Slice> promise = waiting;
        DirectSource source = direct;
        if (promise == null || source == null) {
            return;
        }
        if (isStored()) {
            comeBack();
            return;
        }
        if (!looked.plus(LOOK).isAfter(reads.now())) {
            look();
        }
        source.read(remaining(), limit, version.future().result())
                .onComplete(
                        bytes -> {
                            if (direct == source && promise == waiting) {
                                give(new Slice.OfBuffer(bytes));
                            }
                        },
                        cause -> again(cause, source, () -> {
                            if (promise == waiting) {
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
                fail(cause);
            }
        });
    }

    /** What the store has by now may be another version, whose bytes must not follow those of this one. */
    private void goOn(MediaRead asked, MediaVersion known) {
        if (asked != store || waiting == null) {
            return;
        }
        MediaVersion pinned = version.future().result();
        if (known.id().equals(pinned.id())) {
            follow(asked.next(position, limit));
        } else {
            fail(new StoreException.VersionGone(reads.id(), pinned.id()));
        }
    }

    private RequestedRange.From remaining() {
        Long end = wanted instanceof RequestedRange.From from ? from.end() : null;
        return new RequestedRange.From(position, end);
    }

    private void give(Slice slice) {
        Promise<Slice> promise = waiting;
        waiting = null;
        if (promise != null) {
            promise.complete(slice);
        }
    }

    private void fail(Throwable cause) {
        Promise<Slice> promise = waiting;
        waiting = null;
        if (promise != null) {
            promise.fail(cause);
        }
    }
}
