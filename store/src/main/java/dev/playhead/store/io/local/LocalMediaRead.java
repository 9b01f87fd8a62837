package dev.playhead.store.io.local;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.Slice;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.store.io.CallerContext;
import dev.playhead.store.io.file.FileDeletedException;
import dev.playhead.store.io.media.Lease;
import dev.playhead.store.io.media.MediaEntry;
import dev.playhead.store.io.media.MediaRegistry;
import dev.playhead.store.io.media.ReadWait;
import dev.playhead.store.io.media.StoredVersion;
import dev.playhead.store.io.media.Verifier;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A read of a media in this JVM. Its state belongs to the context that opened it.
 *
 * <p>Readable bytes are answered from a snapshot in the caller's own call; only a missing byte costs a wait.
 */
final class LocalMediaRead implements MediaRead {
    private final MediaId media;
    private final MediaRegistry registry;
    private final Verifier verifier;
    private final InstantSource time;
    private final CallerContext context;
    private final Promise<MediaVersion> description = Promise.promise();
    private final Consumer<StoredVersion> described;
    private @Nullable MediaEntry entry;
    private @Nullable StoredVersion pinned;
    private @Nullable Lease lease;
    private @Nullable ReadWait waiting;
    private boolean closed;

    LocalMediaRead(
            MediaId media, MediaRegistry registry, Verifier verifier, InstantSource time, CallerContext context) {
        this.media = media;
        this.registry = registry;
        this.verifier = verifier;
        this.time = time;
        this.context = context;
        this.described = version -> context.run(() -> pin(version));
    }

    void start() {
        context.deliver(registry.acquire(media)).onSuccess(this::entered).onFailure(description::tryFail);
    }

    private void entered(MediaEntry found) {
        if (!closed) {
            entry = found;
            found.whenDescribed(described);
        }
    }

    private void pin(StoredVersion version) {
        if (!closed) {
            context.deliver(version.file().pin())
                    .onSuccess(done -> opened(version))
                    .onFailure(failure -> unopened(failure));
        }
    }

    private void opened(StoredVersion version) {
        if (closed) {
            version.file().unpin(time.instant());
            return;
        }
        pinned = version;
        lease = version.beginRead();
        description.tryComplete(version.version());
    }

    /** A version may be replaced between being found and being pinned; then the next one is there. */
    private void unopened(Throwable failure) {
        MediaEntry current = entry;
        if (failure instanceof FileDeletedException && current != null && !closed) {
            current.whenDescribed(described);
        } else {
            description.tryFail(new StoreException.Unavailable("the store cannot open a file: " + failure));
        }
    }

    @Override
    public Future<MediaVersion> version() {
        return description.future();
    }

    @Override
    public Freshness freshness() {
        StoredVersion version = pinned;
        return version == null
                ? Freshness.unsaid(Instant.EPOCH)
                : version.word().latest();
    }

    @Override
    public Future<Slice> next(long position, int limit) {
        if (closed) {
            return Future.failedFuture(new StoreException.Closed());
        }
        StoredVersion version = pinned;
        Lease held = lease;
        if (version == null || held == null) {
            return description.future().compose(known -> next(position, limit));
        }
        if (position < 0 || position >= version.version().length() || limit <= 0) {
            return Future.failedFuture(new IllegalArgumentException("position " + position + ", limit " + limit
                    + " do not fit a length of " + version.version().length()));
        }
        ByteRange wanted = new ByteRange(position, Math.min(version.version().length(), position + limit));
        long end = version.hold(held, wanted).runEnd(position);
        return end > position
                ? Future.succeededFuture(
                        new Slice.OfFile(version.file().reader(), position, (int) Math.min(limit, end - position)))
                : await(version, new ReadWait(position, limit, context));
    }

    private Future<Slice> await(StoredVersion version, ReadWait wait) {
        waiting = wait;
        MediaEntry holder = entry;
        if (holder != null) {
            version.await(wait).forEach(suspect -> verifier.request(holder, version, suspect));
        }
        return wait.future();
    }

    @Override
    public long readableEnd(long position) {
        StoredVersion version = pinned;
        return version == null || closed ? position : version.readable().runEnd(position);
    }

    @Override
    public long nextReadable(long position) {
        StoredVersion version = pinned;
        return version == null || closed ? Long.MAX_VALUE : version.readable().firstFrom(position);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        description.tryFail(new StoreException.Closed());
        if (entry != null) {
            entry.cancel(described);
        }
        StoredVersion version = pinned;
        ReadWait wait = waiting;
        if (version != null) {
            if (wait != null) {
                version.cancel(wait);
                wait.fail(new StoreException.Closed());
            }
            if (lease != null) {
                version.endRead(lease, time.instant());
            }
            version.file().unpin(time.instant());
        }
        registry.release(media);
    }
}
