package dev.playhead.standalone.run;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what a process has opened, in the reverse of the order in which it was laid out: each part attempted, each
 * bounded in time, none failing the next. Thread-safe.
 *
 * <p>The order is laid out before anything opens, so that parts which open side by side close in dependency order. A
 * part that is still opening is closed as soon as it is open.
 */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);
    /** A part is idle within milliseconds of being told, or after its own grace of two seconds; a longer one hangs. */
    private static final long PART_SECONDS = 5;

    private final List<Part> parts = new ArrayList<>();
    private final List<Runnable> before = new ArrayList<>();
    private @Nullable Future<Void> closed;

    /** Lays out the next part; it is closed before all parts laid out earlier. */
    synchronized Part part(String name) {
        Part part = new Part(name);
        parts.add(part);
        return part;
    }

    /** Runs an action before any part is closed; it makes parts that wait for something stop waiting. */
    synchronized void first(Runnable action) {
        before.add(action);
    }

    /** Closes all that is open; repeated calls return the same outcome. Never fails. */
    synchronized Future<Void> close() {
        if (closed == null) {
            Future<Void> done = Future.succeededFuture();
            closed = done;
            before.forEach(Runnable::run);
            for (int i = parts.size() - 1; i >= 0; i--) {
                Part part = parts.get(i);
                done = done.compose(earlier -> part.close());
            }
            closed = done;
        }
        return closed;
    }

    private synchronized boolean hasBegun() {
        return closed != null;
    }

    /** One part of the process. */
    final class Part {
        private final String name;
        private @Nullable Future<Supplier<Future<Void>>> opening;

        private Part(String name) {
            this.name = name;
        }

        /** Tells that the part is open, and how to close it. */
        void opened(Supplier<Future<Void>> close) {
            opening(Future.succeededFuture(close));
        }

        /** Tells that the part begins to open; what it succeeds with closes it. */
        void opening(Future<Supplier<Future<Void>>> begun) {
            synchronized (this) {
                opening = begun;
            }
            if (hasBegun()) {
                close();
            }
        }

        private Future<Void> close() {
            Future<Supplier<Future<Void>>> begun;
            synchronized (this) {
                begun = opening;
                opening = null;
            }
            if (begun == null) {
                return Future.succeededFuture();
            }
            long begin = System.nanoTime();
            return begun.transform(
                            outcome -> outcome.succeeded() ? outcome.result().get() : Future.<Void>succeededFuture())
                    .timeout(PART_SECONDS, TimeUnit.SECONDS)
                    .onSuccess(done -> LOG.atDebug()
                            .addKeyValue("part", name)
                            .addKeyValue("millis", (System.nanoTime() - begin) / 1_000_000)
                            .log("closed"))
                    .otherwise(problem -> {
                        LOG.atWarn().addKeyValue("part", name).log("could not be closed: {}", problem.toString());
                        return null;
                    });
        }
    }
}
