package dev.playhead.fetcher.io;

import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.security.Sealer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configured origins and the ways to them. Event loop only. */
public final class Origins {
    private final Map<OriginName, OriginClient> clients = new HashMap<>();

    /**
     * Opens no connection yet.
     *
     * @param slots spans at a time, over all origins
     */
    public Origins(
            Vertx vertx,
            Map<OriginName, OriginConfig> configured,
            Sealer sealer,
            Patience patience,
            Wayfinding ways,
            int slots) {
        configured.forEach(
                (name, origin) -> clients.put(name, new OriginClient(vertx, origin, sealer, patience, ways, slots)));
    }

    @Nullable
    OriginClient find(OriginName name) {
        return clients.get(name);
    }

    /** Closes all connections; never fails. */
    public Future<Void> close() {
        return Future.join(clients.values().stream().map(OriginClient::close).toList())
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }
}
