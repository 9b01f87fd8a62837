package dev.playhead.standalone.cli;

import dev.playhead.gateway.GatewayConfig;
import dev.playhead.standalone.StandaloneConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a whole Playhead listens and keeps its data, as options of their own. */
final class ListenOptions {
    @Option(names = "--port", description = "Port for players (default: 8080; 0 for any).")
    private @Nullable Integer port;

    @Option(names = "--management-port", description = "Port of health and metrics (default: 8081; 0 for any).")
    private @Nullable Integer managementPort;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "Address to listen on (default: 127.0.0.1).")
    private @Nullable String bind;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory of all that is kept (default: playhead in $XDG_DATA_HOME or ~/.local/share).")
    private @Nullable Path data;

    /** Returns the settings that were given. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        put(settings, GatewayConfig.PORT.name(), port);
        put(settings, GatewayConfig.BIND.name(), bind);
        put(settings, StandaloneConfig.MANAGEMENT_PORT.name(), managementPort);
        put(settings, StandaloneConfig.MANAGEMENT_BIND.name(), bind);
        put(settings, StandaloneConfig.DATA.name(), data);
        return settings;
    }

    private static void put(Map<String, String> settings, String key, @Nullable Object value) {
        if (value != null) {
            settings.put(key, value.toString());
        }
    }
}
