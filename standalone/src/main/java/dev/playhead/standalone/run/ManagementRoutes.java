package dev.playhead.standalone.run;

import dev.playhead.common.config.Config;
import dev.playhead.common.model.OriginName;
import dev.playhead.gateway.GatewayConfig;
import dev.playhead.gateway.io.OwnRoutesRelay;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a process shows on its management port besides health. */
final class ManagementRoutes {
    private ManagementRoutes() {}

    /** Returns the routes of a process without a gateway. */
    static Consumer<Router> plain(Config config) {
        return new InfoRoute(config.origins(), Optional.empty(), Optional::empty)::mount;
    }

    /**
     * Returns the routes of a process with a gateway.
     *
     * @param players where they connect; empty while they cannot
     * @param ownRoutes where the gateway answers our own routes; empty while it does not
     */
    static Consumer<Router> withGateway(
            Vertx vertx, Config config, Supplier<Optional<URI>> players, Supplier<Optional<URI>> ownRoutes) {
        Optional<OriginName> defaultOrigin = config.get(GatewayConfig.DEFAULT_ORIGIN);
        InfoRoute info = new InfoRoute(config.origins(), defaultOrigin, players);
        return routes -> {
            info.mount(routes);
            if (defaultOrigin.isPresent()) {
                new OwnRoutesRelay(vertx, ownRoutes).mount(routes);
            }
        };
    }
}
