package dev.playhead.fetcher.io;

import dev.playhead.common.model.OriginName;
import java.net.URI;
import java.util.Map;

/**
 * How media are found that do not lie where their path says, or not for long.
 *
 * @param hooks where an origin's expired links are exchanged for fresh ones
 */
public record Wayfinding(Redirects redirects, Map<OriginName, URI> hooks) {
    public Wayfinding {
        hooks = Map.copyOf(hooks);
    }
}
