package dev.playhead.standalone.run;

import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigKey;
import dev.playhead.common.config.ConfigType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A service that can run in a process of its own. */
public enum Service {
    GATEWAY(8081),
    SCHEDULER(8082),
    FETCHER(8083),
    STORE(8084);

    /** Each has its own, so that all of them can run on one machine from one file. */
    private final ConfigKey<Integer> managementPort;

    Service(int port) {
        this.managementPort = new ConfigKey<>(
                label() + ".management-port",
                ConfigType.PORT,
                port,
                "Port of health and metrics of a " + label() + " in a process of its own; 0 for any");
    }

    static final List<ConfigKey<?>> KEYS = Arrays.stream(values())
            .<ConfigKey<?>>map(service -> service.managementPort)
            .toList();

    int managementPort(Config config) {
        return config.get(managementPort);
    }

    /** Returns the setting of its management port. */
    public ConfigKey<Integer> managementPortKey() {
        return managementPort;
    }

    /** Returns its name as it is typed: {@code gateway}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
