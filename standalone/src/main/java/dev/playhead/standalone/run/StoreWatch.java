package dev.playhead.standalone.run;

import dev.playhead.common.bytes.http.HttpStore;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.metrics.Meters;
import dev.playhead.common.metrics.Metric;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the stores that run elsewhere, for operators: nothing is decided by it. Thread-safe. */
final class StoreWatch {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);
    /** As often as it costs nothing; a probe that orchestrators act on is no rarer. */
    private static final long PERIOD_MILLIS = 2_000;

    private static final long PATIENCE_MILLIS = 1_500;
    private static final String NEVER = "has not answered yet";

    private final Vertx vertx;
    private final HttpStore stores;
    private final Map<URI, String> away = new ConcurrentHashMap<>();
    private volatile boolean anyReached;
    private volatile boolean closed;

    StoreWatch(Vertx vertx, HttpStore stores, Meters meters) {
        this.vertx = vertx;
        this.stores = stores;
        for (URI store : stores.stores()) {
            away.put(store, NEVER);
            meters.gauge(Metric.STORE_AWAY, () -> away.containsKey(store) ? 1 : 0, store.toString());
        }
    }

    void start() {
        stores.stores().forEach(this::look);
    }

    void stop() {
        closed = true;
    }

    /** Why this process has nothing to work with; empty once any store has answered: what it does without one is known. */
    Optional<String> problem() {
        return anyReached ? Optional.empty() : note();
    }

    /** Which stores do not answer now. */
    Optional<String> note() {
        return away.isEmpty() ? Optional.empty() : Optional.of(away.toString());
    }

    private void look(URI store) {
        if (closed) {
            return;
        }
        stores.reach(store).timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).onComplete(outcome -> {
            if (outcome.succeeded()) {
                anyReached = true;
                if (away.remove(store) != null) {
                    LOG.atInfo().addKeyValue(LogKeys.ADDRESS, store).log("store answers");
                }
            } else if (away.put(store, String.valueOf(outcome.cause().getMessage())) == null) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.ADDRESS, store)
                        .addKeyValue(LogKeys.REASON, outcome.cause().getMessage())
                        .log("store does not answer");
            }
            vertx.setTimer(PERIOD_MILLIS, next -> look(store));
        });
    }
}
