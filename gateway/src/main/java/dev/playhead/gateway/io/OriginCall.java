package dev.playhead.gateway.io;

import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import dev.playhead.gateway.core.route.PlayerTarget;
import dev.playhead.gateway.io.direct.MediaAtOrigin;
import dev.playhead.gateway.io.proxy.ProxyHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/**
 * A request to an origin.
 *
 * @param target raw path and query below the origin's URL, as the player sent them
 * @param mount the path below which the player sees the origin; empty when it sees nothing else
 */
record OriginCall(OriginConfig origin, String target, String mount) {

    /** A request by a player that names the origin in its target. */
    OriginCall(OriginConfig origin, String target) {
        this(origin, target, PlayerTarget.mountOf(origin.name()));
    }

    OriginName name() {
        return origin.name();
    }

    /** Returns method, address and target of the request; no field and no time limit. */
    RequestOptions options(HttpMethod method) {
        URI url = origin.url();
        boolean secure = "https".equals(url.getScheme());
        return new RequestOptions()
                .setMethod(method)
                .setHost(url.getHost())
                .setPort(url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80)
                .setSsl(secure)
                .setURI(target.equals("*") ? target : url.getRawPath() + target)
                .setFollowRedirects(false);
    }

    /** Returns how streams ask for a media that lies there. */
    MediaAtOrigin media(MediaId id) {
        return new MediaAtOrigin(id, name(), () -> options(HttpMethod.GET), origin.headers());
    }

    ProxyHeaders headers() {
        return new ProxyHeaders(origin, mount);
    }

    /** Without the target, whose query may hold secrets. */
    @Override
    public String toString() {
        return "call of " + name();
    }
}
