package dev.playhead.store.io.media;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaId;
import dev.playhead.store.io.CallerContext;
import dev.playhead.store.io.index.IndexReader;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks every stored chunk after an unclean stop, slowly, so that viewers do not notice. Event loop only.
 *
 * <p>When it has been through, the store trusts its files again.
 */
public final class Scrubber {
    private static final Logger LOG = LoggerFactory.getLogger(Scrubber.class);
    private static final int PAGE = 100;
    private static final long MILLIS_PER_SECOND = 1000;

    private final Vertx vertx;
    private final IndexReader reader;
    private final MediaRegistry registry;
    private final Verifier verifier;
    private final Trust trust;
    private final DataSize rate;
    private final InstantSource time;
    private @Nullable CallerContext context;
    private boolean found;
    private boolean stopped;

    public Scrubber(
            Vertx vertx, IndexReader reader, MediaRegistry registry, Verifier verifier, Trust trust, DataSize rate) {
        this.vertx = vertx;
        this.reader = reader;
        this.registry = registry;
        this.verifier = verifier;
        this.trust = trust;
        this.rate = rate;
        this.time = registry.time();
    }

    /** Goes through all media; succeeds when all are checked, fails when the index cannot be read or it was stopped. */
    public Future<Void> run() {
        if (trust.isWhole()) {
            return Future.succeededFuture();
        }
        Promise<Void> done = Promise.promise();
        context = CallerContext.current(vertx);
        page(null, done);
        return done.future().onSuccess(checked -> {
            trust.restored();
            if (found) {
                LOG.atInfo().addKeyValue("forgotten", verifier.forgotten()).log("all stored chunks have been checked");
            }
        });
    }

    public void stop() {
        stopped = true;
    }

    private void page(@Nullable MediaId after, Promise<Void> done) {
        reader.page(after, PAGE).onFailure(done::fail).onSuccess(ids -> {
            if (ids.isEmpty()) {
                done.complete();
                return;
            }
            if (!found) {
                found = true;
                LOG.atWarn().log("the store was not stopped cleanly: every stored chunk is checked before it is read");
            }
            each(ids.iterator()).onFailure(done::fail).onSuccess(checked -> page(ids.get(ids.size() - 1), done));
        });
    }

    private Future<Void> each(Iterator<MediaId> ids) {
        return ids.hasNext() ? media(ids.next()).compose(done -> each(ids)) : Future.succeededFuture();
    }

    private Future<Void> media(MediaId media) {
        return registry.acquire(media)
                .compose(entry -> entry.current()
                        .filter(version -> version.version().length() > 0)
                        .map(version -> version(entry, version))
                        .orElse(Future.succeededFuture()))
                .onComplete(done -> registry.release(media));
    }

    private Future<Void> version(MediaEntry entry, StoredVersion version) {
        List<Long> suspects =
                version.suspectsIn(new ByteRange(0, version.version().length()));
        if (suspects.isEmpty()) {
            return Future.succeededFuture();
        }
        return version.file().pin().compose(pinned -> {
            Promise<Void> done = Promise.promise();
            chunks(entry, version, suspects.iterator(), done);
            return done.future().onComplete(checked -> version.file().unpin(time.instant()));
        });
    }

    private void chunks(MediaEntry entry, StoredVersion version, Iterator<Long> chunks, Promise<Void> done) {
        if (stopped) {
            done.fail("the check of stored chunks was stopped");
        } else if (!chunks.hasNext()) {
            done.complete();
        } else {
            long pause = Math.max(1, MILLIS_PER_SECOND * version.version().chunkSize() / Math.max(1, rate.bytes()));
            verifier.request(entry, version, chunks.next());
            version.file().lane().execute(() -> requireContext()
                    .run(() -> vertx.setTimer(pause, timer -> chunks(entry, version, chunks, done))));
        }
    }

    private CallerContext requireContext() {
        return Objects.requireNonNull(context, "run() sets it");
    }
}
