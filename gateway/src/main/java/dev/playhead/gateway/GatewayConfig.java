package dev.playhead.gateway;

import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigException;
import dev.playhead.common.config.ConfigKey;
import dev.playhead.common.config.ConfigType;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.OriginName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The gateway's settings.
 *
 * @param bind address to listen on
 * @param waitLimit how long a response may wait for its next byte
 * @param passThroughAfter how long a response waits before it asks whether anything works for it
 * @param passThroughMax pass-through requests at a time, by origin
 * @param sendBuffer of each player's socket
 * @param maxHeaderSize of a request's head
 * @param maxTargetSize of a request's target
 * @param idleTimeout after which a connection on which nothing moves is closed
 * @param drain how long open responses may go on when the gateway stops
 * @param defaultOrigin the origin the gateway stands in for; empty for none
 * @param proxyMax requests at a time that are proxied to it
 * @param connections what each player is granted
 */
public record GatewayConfig(
        int port,
        String bind,
        Duration waitLimit,
        Duration passThroughAfter,
        int passThroughMax,
        DataSize sendBuffer,
        DataSize maxHeaderSize,
        DataSize maxTargetSize,
        Duration idleTimeout,
        Duration drain,
        Optional<OriginName> defaultOrigin,
        int proxyMax,
        ConnectionConfig connections) {

    public static final ConfigKey<Integer> PORT =
            new ConfigKey<>("gateway.port", ConfigType.PORT, 8080, "Port for players; 0 takes a free one.");
    public static final ConfigKey<String> BIND =
            new ConfigKey<>("gateway.bind", ConfigType.TEXT, "127.0.0.1", "Address to listen on for players.");
    public static final ConfigKey<Duration> WAIT_LIMIT = new ConfigKey<>(
            "gateway.wait-limit",
            ConfigType.DURATIONS,
            Duration.ofSeconds(30),
            "How long a player waits for its next byte before it gets 503, or a broken connection after the head.");
    public static final ConfigKey<Duration> PASS_THROUGH_AFTER = new ConfigKey<>(
            "gateway.pass-through-after",
            ConfigType.DURATIONS,
            Duration.ofSeconds(2),
            "How long a player waits before the origin is asked directly, when nothing shows that its media is fetched.");
    public static final ConfigKey<Integer> PASS_THROUGH_MAX = new ConfigKey<>(
            "gateway.pass-through-max",
            ConfigType.integer(0, 1024),
            4,
            "Requests to one origin at a time that do not go through the cache; more get 503.");
    public static final ConfigKey<DataSize> SEND_BUFFER = new ConfigKey<>(
            "gateway.send-buffer",
            ConfigType.kibibytes(16, 16 * 1024),
            DataSize.ofKibibytes(256),
            "Socket send buffer for each player; the kernel may double it. What is in it counts as played.");
    public static final ConfigKey<DataSize> MAX_HEADER_SIZE = new ConfigKey<>(
            "gateway.max-header-size",
            ConfigType.kibibytes(1, 1024),
            DataSize.ofKibibytes(16),
            "Largest head of a request.");
    public static final ConfigKey<DataSize> MAX_TARGET_SIZE = new ConfigKey<>(
            "gateway.max-target-size",
            ConfigType.kibibytes(1, 64),
            DataSize.ofKibibytes(8),
            "Longest target of a request.");
    public static final ConfigKey<Duration> IDLE_TIMEOUT = new ConfigKey<>(
            "gateway.idle-timeout",
            ConfigType.DURATIONS,
            Duration.ofMinutes(5),
            "When a player's connection on which nothing moves is closed; 0s for never.");
    public static final ConfigKey<Duration> DRAIN = new ConfigKey<>(
            "gateway.drain",
            ConfigType.DURATIONS,
            Duration.ofSeconds(1),
            "How long open responses may go on when the gateway stops.");

    public static final ConfigKey<Optional<OriginName>> DEFAULT_ORIGIN = new ConfigKey<>(
            "gateway.default-origin",
            ConfigType.of(
                    text -> text.isBlank() ? Optional.empty() : Optional.of(new OriginName(text.strip())),
                    name -> name.map(OriginName::value).orElse("")),
            Optional.empty(),
            "The origin that players see at our own root, with everything it has; own routes move to the management port.");
    public static final ConfigKey<Integer> PROXY_MAX = new ConfigKey<>(
            "gateway.proxy-max",
            ConfigType.integer(1, 65_536),
            256,
            "Requests of the default origin at a time that are not for media, open WebSockets included; more get 503.");

    private static final List<ConfigKey<?>> OWN_KEYS = List.of(
            PORT,
            BIND,
            WAIT_LIMIT,
            PASS_THROUGH_AFTER,
            PASS_THROUGH_MAX,
            SEND_BUFFER,
            MAX_HEADER_SIZE,
            MAX_TARGET_SIZE,
            IDLE_TIMEOUT,
            DRAIN,
            DEFAULT_ORIGIN,
            PROXY_MAX);

    public static final List<ConfigKey<?>> KEYS =
            Stream.concat(OWN_KEYS.stream(), ConnectionConfig.KEYS.stream()).toList();

    /**
     * Takes the gateway's part of a configuration.
     *
     * @throws ConfigException if the default origin is not configured
     */
    public static GatewayConfig from(Config config) {
        config.get(DEFAULT_ORIGIN)
                .filter(name -> !config.originsByName().containsKey(name))
                .ifPresent(unknown -> {
                    throw new ConfigException(List.of(DEFAULT_ORIGIN.name() + ": origin '" + unknown
                            + "' is not configured; give its URL as origins." + unknown + ".url"));
                });
        return new GatewayConfig(
                config.get(PORT),
                config.get(BIND),
                config.get(WAIT_LIMIT),
                config.get(PASS_THROUGH_AFTER),
                config.get(PASS_THROUGH_MAX),
                config.get(SEND_BUFFER),
                config.get(MAX_HEADER_SIZE),
                config.get(MAX_TARGET_SIZE),
                config.get(IDLE_TIMEOUT),
                config.get(DRAIN),
                config.get(DEFAULT_ORIGIN),
                config.get(PROXY_MAX),
                ConnectionConfig.from(config));
    }
}
