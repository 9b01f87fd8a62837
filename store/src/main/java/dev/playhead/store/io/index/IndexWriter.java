package dev.playhead.store.io.index;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of the index: gathers changes and commits them in batches, in the order they came. Thread-safe.
 *
 * <p>A batch that cannot be committed ends writing for good: what follows could contradict what is missing. Reads go on,
 * and the store says that it is not ready.
 */
public final class IndexWriter {
    private static final Logger LOG = LoggerFactory.getLogger(IndexWriter.class);
    /** Long enough that a fast span's chunks share a commit, short enough that nobody waits noticeably for an event. */
    private static final long GATHER_MS = 10;

    /** When a change has to be in the index. */
    public enum Urgency {
        /** As soon as the commit before it is done: somebody waits. */
        NOW,
        /** Within {@value #GATHER_MS} ms. */
        SOON
    }

    /**
     * Told once, on the writer's context, in the order of the changes, what became of one. What it throws is logged and
     * keeps no other change from the index.
     */
    @FunctionalInterface
    public interface Outcome {
        void accept(Optional<Throwable> failure);
    }

    private static final IndexChange NOTHING = new IndexChange.AddChunks(0, List.of());

    private record Pending(IndexChange change, Outcome outcome) {}

    private final Vertx vertx;
    private final Pool pool;
    private final KnownMedia known;
    private final Context context;
    private List<Pending> pending = new ArrayList<>();
    private boolean timed;
    private boolean flushing;
    private volatile Optional<Throwable> broken = Optional.empty();

    public IndexWriter(Vertx vertx, IndexDatabase database) {
        this.vertx = vertx;
        this.pool = database.pool();
        this.known = database.known();
        this.context = vertx.getOrCreateContext();
    }

    /** Why nothing can be written any more; empty while all is well. */
    public Optional<Throwable> broken() {
        return broken;
    }

    /** Adds a change to the next batch. */
    public void submit(IndexChange change, Urgency urgency, Outcome outcome) {
        if (change instanceof IndexChange.AddMedia added) {
            known.add(added.media());
        }
        synchronized (this) {
            pending.add(new Pending(change, outcome));
            if (urgency == Urgency.SOON && (timed || flushing)) {
                return;
            }
            timed = timed || urgency == Urgency.SOON;
        }
        context.runOnContext(ignored -> {
            if (urgency == Urgency.NOW) {
                flush();
            } else {
                vertx.setTimer(GATHER_MS, timer -> flush());
            }
        });
    }

    /** Succeeds when all that was submitted before is in the index; fails when it cannot be written. */
    public Future<Void> flushed() {
        Promise<Void> flushed = Promise.promise();
        submit(NOTHING, Urgency.NOW, failure -> failure.ifPresentOrElse(flushed::fail, flushed::complete));
        return flushed.future();
    }

    /** Takes no more changes. */
    public void close() {
        if (broken.isEmpty()) {
            broken = Optional.of(new IllegalStateException("the index is closed"));
        }
    }

    /** Commits what has gathered unless a commit is under way, which goes on with it. */
    private void flush() {
        List<Pending> batch;
        synchronized (this) {
            timed = false;
            if (flushing || pending.isEmpty()) {
                return;
            }
            flushing = true;
            batch = pending;
            pending = new ArrayList<>();
        }
        commit(batch).onComplete(done -> {
            Optional<Throwable> failure = Optional.ofNullable(done.cause());
            failure.filter(cause -> broken.isEmpty()).ifPresent(this::breakDown);
            batch.forEach(each -> tell(each, failure));
            synchronized (this) {
                flushing = false;
            }
            flush();
        });
    }

    /** One listener's own fault is neither the index's nor that of those who come after it. */
    private static void tell(Pending told, Optional<Throwable> failure) {
        try {
            told.outcome().accept(failure);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("what follows from a commit could not be done; the index is written on");
        }
    }

    private Future<Void> commit(List<Pending> batch) {
        if (broken.isPresent()) {
            return Future.failedFuture(broken.get());
        }
        return pool.withTransaction(connection -> {
            Future<Void> applied = Future.succeededFuture();
            for (IndexChange change : merged(batch)) {
                applied = applied.compose(done -> IndexStatements.apply(connection, change));
            }
            return applied;
        });
    }

    /** Joins neighbouring chunk rows of one version, so that a span's rows are one statement. */
    private static List<IndexChange> merged(List<Pending> batch) {
        List<IndexChange> changes = new ArrayList<>();
        for (Pending each : batch) {
            IndexChange last = changes.isEmpty() ? null : changes.get(changes.size() - 1);
            if (each.change() instanceof IndexChange.AddChunks add
                    && last instanceof IndexChange.AddChunks before
                    && before.version() == add.version()) {
                List<ChunkRow> rows = new ArrayList<>(before.rows());
                rows.addAll(add.rows());
                changes.set(changes.size() - 1, new IndexChange.AddChunks(add.version(), rows));
            } else {
                changes.add(each.change());
            }
        }
        return changes;
    }

    private void breakDown(Throwable cause) {
        broken = Optional.of(cause);
        LOG.atError().setCause(cause).log("index cannot be written any more; the store takes no writes until restart");
    }
}
