package dev.playhead.gateway;

import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigKey;
import dev.playhead.common.config.ConfigType;
import dev.playhead.common.model.DataSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a gateway grants each of its players' connections.
 *
 * @param mappedFiles how much of the files that are played may be mapped into memory
 * @param writeStall after which a player that takes nothing is given up; zero for never
 * @param maxConnections open at a time
 * @param tls empty when players come in clear text
 * @param clearTextHttp2 whether they may speak HTTP/2 then
 */
public record ConnectionConfig(
        DataSize mappedFiles,
        Duration writeStall,
        int maxConnections,
        Optional<TlsConfig> tls,
        boolean clearTextHttp2) {

    public static final ConfigKey<DataSize> MAPPED_FILES = new ConfigKey<>(
            "gateway.mapped-files",
            ConfigType.SIZE,
            DataSize.parse("1GiB"),
            "How much of the files that are played may be mapped at a time: pages that the system has in memory anyway, sent"
                    + " for half of the CPU. 0B maps nothing.");
    public static final ConfigKey<Duration> WRITE_STALL = new ConfigKey<>(
            "gateway.write-stall",
            ConfigType.DURATIONS,
            Duration.ofMinutes(2),
            "When a player that takes no byte of what is there for it is given up; 0s for never.");
    public static final ConfigKey<Integer> MAX_CONNECTIONS = new ConfigKey<>(
            "gateway.max-connections",
            ConfigType.integer(1, 1_000_000),
            10_000,
            "Connections of players at a time; more are closed at once.");

    public static final ConfigKey<Boolean> CLEAR_TEXT_HTTP2 = new ConfigKey<>(
            "gateway.http2-clear-text",
            ConfigType.FLAG,
            false,
            "Whether clients may speak HTTP/2 without TLS, as a proxy before the gateway might. Each byte costs more that way,"
                    + " and clients that begin with an upgrade, as curl --http2 does, break off at times.");

    static final List<ConfigKey<?>> KEYS = Stream.concat(
                    Stream.of(MAPPED_FILES, WRITE_STALL, MAX_CONNECTIONS, CLEAR_TEXT_HTTP2), TlsConfig.KEYS.stream())
            .toList();

    static ConnectionConfig from(Config config) {
        return new ConnectionConfig(
                config.get(MAPPED_FILES),
                config.get(WRITE_STALL),
                config.get(MAX_CONNECTIONS),
                TlsConfig.from(config),
                config.get(CLEAR_TEXT_HTTP2));
    }
}
