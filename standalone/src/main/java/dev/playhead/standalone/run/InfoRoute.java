package dev.playhead.standalone.run;

import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.model.OriginName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code GET /info} on the management port: what runs here and where players connect. */
public final class InfoRoute {
    public static final String PATH = "/info";
    public static final String VERSION = "version";
    public static final String GATEWAY = "gateway";
    /** The origin that players see at the gateway's root; our own routes are on the management port then. */
    public static final String DEFAULT_ORIGIN = "defaultOrigin";

    private final Collection<OriginConfig> origins;
    private final Optional<OriginName> defaultOrigin;
    private final Supplier<Optional<URI>> gateway;

    /** @param gateway where players connect; empty when no gateway runs in this process, or not yet */
    InfoRoute(Collection<OriginConfig> origins, Optional<OriginName> defaultOrigin, Supplier<Optional<URI>> gateway) {
        this.origins = origins;
        this.defaultOrigin = defaultOrigin;
        this.gateway = gateway;
    }

    void mount(Router routes) {
        routes.get(PATH).handler(context -> context.response()
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(info().toBuffer()));
    }

    private JsonObject info() {
        JsonArray names = new JsonArray();
        origins.forEach(origin -> names.add(origin.name().value()));
        JsonObject info = new JsonObject().put(VERSION, version()).put("origins", names);
        gateway.get().ifPresent(url -> info.put(GATEWAY, url.toString()));
        defaultOrigin.ifPresent(name -> info.put(DEFAULT_ORIGIN, name.value()));
        return info;
    }

    /** Returns the version in the jar's manifest; classes that are run from a directory have none. */
    public static String version() {
        return Objects.requireNonNullElse(InfoRoute.class.getPackage().getImplementationVersion(), "(not packaged)");
    }
}
