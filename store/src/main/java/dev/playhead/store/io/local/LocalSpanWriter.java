package dev.playhead.store.io.local;

import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.bytes.SpanWriter;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.log.LogKeys;
import dev.playhead.store.io.CallerContext;
import dev.playhead.store.io.file.PinnedFile;
import dev.playhead.store.io.media.Adoption;
import dev.playhead.store.io.media.MediaEntry;
import dev.playhead.store.io.media.MediaRegistry;
import dev.playhead.store.io.media.SpanProgress;
import dev.playhead.store.io.media.StoredVersion;
import dev.playhead.store.io.media.WriteOrder;
import dev.playhead.store.io.space.Evictor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into the store in this JVM. Thread-safe. */
public final class LocalSpanWriter implements SpanWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LocalSpanWriter.class);

    private final Vertx vertx;
    private final MediaRegistry registry;
    private final Adoption adoption;
    private final WriteOrder order;
    private final Evictor evictor;
    private final InstantSource time;

    public LocalSpanWriter(
            Vertx vertx,
            MediaRegistry registry,
            Adoption adoption,
            WriteOrder order,
            Evictor evictor,
            InstantSource time) {
        this.vertx = vertx;
        this.registry = registry;
        this.adoption = adoption;
        this.order = order;
        this.evictor = evictor;
        this.time = time;
    }

    @Override
    public Future<SpanSink> open(SpanHead head) {
        if (head.range().end() > head.version().length()) {
            return Future.failedFuture(new IllegalArgumentException("range " + head.range() + " ends behind the length "
                    + head.version().length()));
        }
        LOG.atDebug()
                .addKeyValue(LogKeys.MEDIA, head.media())
                .addKeyValue(LogKeys.COMMAND, head.command())
                .addKeyValue(LogKeys.RANGE, head.range())
                .addKeyValue(LogKeys.TRACE, head.trace())
                .log("span comes");
        CallerContext context = CallerContext.current(vertx);
        Future<SpanSink> opened = registry.acquire(head.media())
                .compose(entry -> admit(entry, head, context))
                .onFailure(refused -> registry.release(head.media()));
        return context.deliver(opened);
    }

    private Future<SpanSink> admit(MediaEntry entry, SpanHead head, CallerContext context) {
        StoredVersion version;
        try {
            order.requireOpen();
            version = adoption.admit(entry, head);
        } catch (StoreException refused) {
            return Future.failedFuture(refused);
        }
        PinnedFile file = version.file();
        return file.pin()
                .recover(failure ->
                        Future.failedFuture(new StoreException.Unavailable("the store cannot open a file: " + failure)))
                .compose(pinned -> room().onFailure(full -> file.unpin(time.instant())))
                .map(room -> sink(version, new SpanProgress(head, entry, version, time.instant()), context));
    }

    private LocalSpanSink sink(StoredVersion version, SpanProgress span, CallerContext context) {
        return new LocalSpanSink(version, span, new LocalSpanSink.Ways(order, evictor, time), context, () -> {
            span.close(version, time.instant());
            version.file().unpin(time.instant());
            registry.release(version.media());
        });
    }

    /** A span is refused before its origin sends bytes that have no place. */
    private Future<Void> room() {
        return order.hasRoom() ? Future.succeededFuture() : evictor.makeRoom(1);
    }
}
