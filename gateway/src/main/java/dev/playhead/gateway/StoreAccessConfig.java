package dev.playhead.gateway;

import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigException;
import dev.playhead.common.config.ConfigKey;
import dev.playhead.common.config.ConfigType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How the bytes of a store get to the players of a gateway in another process.
 *
 * @param linkLife how long a link to a store holds
 */
public record StoreAccessConfig(Access access, Duration linkLife) {

    /** The ways. */
    public enum Access {
        /** Through the gateway. */
        PROXY,
        /** From the store itself where it has the media whole, else through the gateway. */
        REDIRECT;

        private static Access parse(String text) {
            return Arrays.stream(values())
                    .filter(one -> one.label().equals(text.strip().toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of "
                            + Arrays.stream(values()).map(Access::label).collect(Collectors.joining(", "))));
        }

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A film and its pauses: some players stay with the address they were sent to. */
    private static final Duration FILM = Duration.ofHours(6);

    public static final ConfigKey<Access> STORE_ACCESS = new ConfigKey<>(
            "gateway.store-access",
            ConfigType.of(Access::parse, Access::label),
            Access.PROXY,
            "How stored bytes reach players of a gateway in a process of its own: proxy (through the gateway), or redirect"
                    + " (a media that is complete comes from its store, by a signed link; needs store.secret).");
    public static final ConfigKey<Duration> LINK_LIFE = new ConfigKey<>(
            "gateway.store-link-life",
            ConfigType.DURATIONS,
            FILM,
            "How long a link to a store holds that a player was redirected to.");

    public static final List<ConfigKey<?>> KEYS = List.of(STORE_ACCESS, LINK_LIFE);

    /** Takes its part of a configuration; throws {@link ConfigException} when links would never hold. */
    public static StoreAccessConfig from(Config config) {
        if (config.get(LINK_LIFE).toSeconds() == 0) {
            throw new ConfigException(List.of(LINK_LIFE.name() + ": must be a second at least"));
        }
        return new StoreAccessConfig(config.get(STORE_ACCESS), config.get(LINK_LIFE));
    }
}
