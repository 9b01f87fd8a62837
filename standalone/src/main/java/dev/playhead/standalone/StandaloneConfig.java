package dev.playhead.standalone;

import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigKey;
import dev.playhead.common.config.ConfigType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What concerns a whole process.
 *
 * @param data directory of all that is kept
 * @param managementBind address the management port listens on
 * @param brokerPort of the embedded broker, on the loopback interface
 * @param logLevel of Playhead's own loggers, upper case
 */
public record StandaloneConfig(Path data, String managementBind, int managementPort, int brokerPort, String logLevel) {
    private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

    public static final ConfigKey<Path> DATA = new ConfigKey<>(
            "data.dir",
            ConfigType.PATH,
            dataHome(System.getenv(), System.getProperty("user.home")),
            "Directory of all that standalone keeps: bytes, index, broker, fleet key");
    public static final ConfigKey<String> MANAGEMENT_BIND = new ConfigKey<>(
            "management.bind", ConfigType.TEXT, "127.0.0.1", "Address that the management port listens on");
    public static final ConfigKey<Integer> MANAGEMENT_PORT = new ConfigKey<>(
            "management.port", ConfigType.PORT, 8081, "Port of health and metrics of 'playhead serve'; 0 for any");
    public static final ConfigKey<Integer> BROKER_PORT = new ConfigKey<>(
            "broker.port",
            ConfigType.PORT,
            0,
            "Port of the embedded broker, on the loopback interface only; 0 for any");
    public static final ConfigKey<Optional<String>> FLEET_KEY = new ConfigKey<>(
            "security.fleet-key",
            ConfigType.SECRET,
            Optional.empty(),
            "Key that seals what viewers bring, the same in every service; standalone makes and keeps its own");
    /** Where services look for stores that do not run in their own process. */
    public static final ConfigKey<List<URI>> STORES = new ConfigKey<>(
            "stores.urls",
            ConfigType.HTTP_URLS,
            List.of(URI.create("http://127.0.0.1:8090")),
            "Every store, the same list in every service");
    /** Where players are sent to, if they are. */
    public static final ConfigKey<List<URI>> PUBLIC_STORES = new ConfigKey<>(
            "stores.public-urls",
            ConfigType.HTTP_URLS,
            List.of(),
            "The same stores in the same order, as players reach them; stores.urls when empty. Used by"
                    + " gateway.store-access=redirect; https where players reach the gateway by https");

    public static final ConfigKey<Duration> FLEET_WARM_UP = new ConfigKey<>(
            "fleet.warm-up",
            ConfigType.DURATIONS,
            Duration.ZERO,
            "How long a gateway in a process of its own may hold back that it is ready, to play media of its own through"
                    + " the fleet first; 0s for not at all. The same in every service");
    public static final ConfigKey<String> LOG_LEVEL = new ConfigKey<>(
            "log.level",
            ConfigType.of(StandaloneConfig::parseLevel, level -> level),
            "INFO",
            "How much to log: ERROR, WARN, INFO, DEBUG or TRACE");
    public static final List<ConfigKey<?>> KEYS = List.of(
            DATA,
            MANAGEMENT_BIND,
            MANAGEMENT_PORT,
            BROKER_PORT,
            FLEET_KEY,
            STORES,
            PUBLIC_STORES,
            FLEET_WARM_UP,
            LOG_LEVEL);

    public static StandaloneConfig from(Config config) {
        return new StandaloneConfig(
                config.get(DATA),
                config.get(MANAGEMENT_BIND),
                config.get(MANAGEMENT_PORT),
                config.get(BROKER_PORT),
                config.get(LOG_LEVEL));
    }

    /** Returns where a user's programs keep their data, by the XDG base directory specification. */
    static Path dataHome(Map<String, String> environment, String home) {
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        // "All paths set in these environment variables must be absolute", else they are to be ignored.
        boolean usable = !data.isEmpty() && Path.of(data).isAbsolute();
        return (usable ? Path.of(data) : Path.of(home, ".local", "share")).resolve("playhead");
    }

    private static String parseLevel(String text) {
        String level = text.strip().toUpperCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw new IllegalArgumentException("'" + text + "' is not one of ERROR, WARN, INFO, DEBUG, TRACE");
        }
        return level;
    }
}
