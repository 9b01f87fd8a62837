package dev.playhead.standalone.run;

import dev.playhead.common.bytes.http.StoreAddresses;
import dev.playhead.common.bytes.http.StoreLinks;
import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigException;
import dev.playhead.common.config.ConfigKey;
import dev.playhead.common.log.LogKeys;
import dev.playhead.gateway.StoreAccessConfig;
import dev.playhead.gateway.StoreAccessConfig.Access;
import dev.playhead.gateway.TlsConfig;
import dev.playhead.gateway.core.access.StoreRedirect;
import dev.playhead.standalone.StandaloneConfig;
import dev.playhead.store.StoreConfig;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a gateway apart from its stores needs to send players there, out of the configuration. */
final class StoreRedirects {
    private static final Logger LOG = LoggerFactory.getLogger(StoreRedirects.class);

    private StoreRedirects() {}

    /**
     * Reads it; empty when players are not to be sent anywhere.
     *
     * @throws ConfigException if the stores could not be told from each other, or no link could be signed
     */
    static Optional<StoreRedirect> from(Config config) {
        StoreAccessConfig settings = StoreAccessConfig.from(config);
        StoreAddresses stores = naming(
                StandaloneConfig.PUBLIC_STORES,
                () -> new StoreAddresses(
                        config.get(StandaloneConfig.STORES), config.get(StandaloneConfig.PUBLIC_STORES)));
        if (settings.access() == Access.PROXY) {
            return Optional.empty();
        }
        String secret = config.get(StoreConfig.SECRET)
                .orElseThrow(() -> new ConfigException(
                        List.of(StoreConfig.SECRET.name() + ": is missing; " + StoreAccessConfig.STORE_ACCESS.name()
                                + "=redirect needs it, the same in gateways and stores")));
        StoreLinks links = naming(StoreConfig.SECRET, () -> StoreLinks.of(secret));
        warnOfMixedContent(config);
        return Optional.of(new StoreRedirect(stores, links, settings.linkLife()));
    }

    private static <T> T naming(ConfigKey<?> setting, Supplier<T> action) {
        try {
            return action.get();
        } catch (IllegalArgumentException e) {
            throw new ConfigException(List.of(setting.name() + ": " + e.getMessage()));
        }
    }

    /** A browser that has a page by HTTPS takes nothing by HTTP. */
    private static void warnOfMixedContent(Config config) {
        List<URI> addresses = config.get(StandaloneConfig.PUBLIC_STORES).isEmpty()
                ? config.get(StandaloneConfig.STORES)
                : config.get(StandaloneConfig.PUBLIC_STORES);
        if (config.get(TlsConfig.CERTIFICATE).isPresent()) {
            addresses.stream()
                    .filter(address -> "http".equals(address.getScheme()))
                    .forEach(address -> LOG.atWarn()
                            .addKeyValue(LogKeys.ADDRESS, address)
                            .log(
                                    "players reach the gateway by https and this store by http, which browsers refuse; set "
                                            + StandaloneConfig.PUBLIC_STORES.name()));
        }
    }
}
