package dev.playhead.common.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Keeps callbacks on the context they were asked for on. */
final class Contexts {
    private Contexts() {}

    /** Returns a future with the same outcome, completed on the context. */
    static <T> Future<T> completeOn(Context context, Future<T> future) {
        Promise<T> promise = Promise.promise();
        future.onComplete(outcome -> context.runOnContext(ignored -> {
            if (outcome.succeeded()) {
                promise.complete(outcome.result());
            } else {
                promise.fail(outcome.cause());
            }
        }));
        return promise.future();
    }
}
