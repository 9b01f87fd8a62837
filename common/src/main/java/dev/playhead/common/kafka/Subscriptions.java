package dev.playhead.common.kafka;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The subscriptions that are open, so that what its owner left open is closed in the end. Thread-safe. */
final class Subscriptions {
    private final Map<Object, Supplier<Future<Void>>> open = new ConcurrentHashMap<>();

    void opened(Object subscription, Supplier<Future<Void>> close) {
        open.put(subscription, close);
    }

    void closed(Object subscription) {
        open.remove(subscription);
    }

    /** Closes all at once; never fails, as none of them does. */
    Future<Void> closeAll() {
        List<Future<Void>> closing = open.values().stream().map(Supplier::get).toList();
        return Future.join(closing).<Void>mapEmpty().otherwiseEmpty();
    }
}
