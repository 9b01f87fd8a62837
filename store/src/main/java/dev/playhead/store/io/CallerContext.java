package dev.playhead.store.io;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The context of whoever called, to deliver outcomes on. Thread-safe. */
public final class CallerContext {
    private final Context context;

    private CallerContext(Context context) {
        this.context = context;
    }

    /** Returns the context this thread runs on; a thread that has none gets one. */
    public static CallerContext current(Vertx vertx) {
        return new CallerContext(vertx.getOrCreateContext());
    }

    /** Runs an action on the context: at once when this is it, else as its next task. */
    public void run(Runnable action) {
        if (isHere()) {
            action.run();
        } else {
            context.runOnContext(ignored -> action.run());
        }
    }

    /** Runs an action on the context after a while. */
    public void after(Duration delay, Runnable action) {
        run(() -> context.owner().setTimer(delay.toMillis() + 1, due -> action.run()));
    }

    /** Returns a future of the same outcome that completes on the context; what is known already costs no hop. */
    public <T> Future<T> deliver(Future<T> outcome) {
        if (outcome.isComplete() && isHere()) {
            return outcome.succeeded()
                    ? Future.succeededFuture(outcome.result())
                    : Future.failedFuture(outcome.cause());
        }
        Promise<T> promise = Promise.promise();
        outcome.onComplete(done -> run(() -> promise.handle(done)));
        return promise.future();
    }

    private boolean isHere() {
        return Vertx.currentContext() == context;
    }
}
